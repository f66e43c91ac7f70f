import {
  formatFacts,
  formatList,
  formatNumber,
  formatPercent,
  formatUnit,
  LANGUAGE,
  plural,
} from '../../shared/intl.ts';
import type { CandidateReport, Disagreement, LadderRung } from '../../shared/report/candidateReport.ts';

const dayFormat = new Intl.DateTimeFormat(LANGUAGE, { dateStyle: 'long', timeZone: 'UTC' });
const tenths = new Intl.NumberFormat(LANGUAGE, {
  style: 'unit',
  unit: 'second',
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});

/** Texts of the printed report. Days are in UTC, because the reader's time zone isn't known. */
export const printedReport = {
  kind: {
    practice: 'Report on a practice interview',
    interview: 'Report on an interview',
  } satisfies Record<CandidateReport['kind'], string>,
  draft: {
    practice: 'Draft: Report on a practice interview',
    interview: 'Draft: Report on an interview',
  },
  title: (kind: string, role: string) => `${kind}: ${role}`,
  reader: (name: string) => `For ${name}`,
  held: (at: number) => `Held ${day(at)}`,
  attempt: (number: number) => `Attempt ${number}`,
  evaluators: (names: readonly string[], count: number, spentMs: number | undefined) => {
    const who =
      names.length > 0 ? formatList(names) : plural(count, { one: '# evaluator', other: '# evaluators' });
    if (!spentMs) return `Evaluated by ${who}`;
    return plural(Math.max(1, Math.round(spentMs / 60_000)), {
      one: `Evaluated by ${who} in # minute`,
      other: `Evaluated by ${who} in # minutes`,
    });
  },
  due: (at: number) => `Due by ${day(at)}`,
  ready: (at: number) => `Ready ${day(at)}`,
  readyOnTime: (at: number) => `Ready ${day(at)}, on time`,
  readyLate: (at: number) => `Ready ${day(at)}, later than due`,
  updated: (at: number) => `Updated ${day(at)}`,
  reportCode: { alt: 'QR code: opens this report', caption: 'The report' },
  keep: { title: 'Keep', point: (number: number) => `Keep ${number}` },
  change: { title: 'Change', point: (number: number) => `Change ${number}` },
  clipCode: (point: string, durationMs: number) => ({
    alt: `QR code: plays the clip of “${point}”, ${duration(durationMs)}`,
    caption: `Clip, ${duration(durationMs)}`,
  }),
  clipDeleted: 'This clip was deleted with the recording.',
  question: (text: string) => `You were asked: ${text}`,
  nextTime: (action: string) => `Next time: ${action}`,
  reachedLevel: (level: number) => `Reached: level ${level} of 5`,
  reached: 'Reached',
  next: 'Next level',
  top: 'This is the highest level.',
  plan: {
    title: 'Your next seven days',
    read: (title: string) => `Read: ${title}`,
    practice: (number: number) => `Practice: question ${number}`,
  },
  levels: {
    title: 'The levels you reached',
    legend: 'Filled: the level reached, of five.',
    legendGuess: 'Triangle: your guess.',
    legendSpread: 'Bracket: the widest range of ratings for one answer.',
    competency: 'Competency',
    level: (level: number) => `Level ${level}`,
    none: 'No evidence',
    noneAbout: 'Nothing in your answers could be rated here, so there is no level. This isn’t a low rating.',
    guess: (guess: number | 'N') => (guess === 'N' ? 'guess: couldn’t tell' : `guess ${guess}`),
    before: (levels: readonly number[]) => `before ${levels.join(', ')}`,
    bar: ({ rung, guess, spread }: LadderRung) =>
      formatFacts([
        rung === undefined ? 'No evidence' : `Level ${rung} of 5`,
        ...(typeof guess === 'number' ? [`your guess ${guess}`] : []),
        ...(spread ? [`rated ${spread.low} to ${spread.high} for the same answer`] : []),
      ]),
    otherRaters: (attempts: readonly number[]) => {
      const numbers = formatList(attempts.map(String));
      return plural(attempts.length, {
        one: `Different people rated attempt ${numbers} and the one before it, which may explain part of any change.`,
        other: `Different people rated attempts ${numbers} and the ones before them, which may explain part of any change.`,
      });
    },
  },
  questions: {
    title: 'Question by question',
    heads: ['No.', 'Question', 'In a line', 'Answer', 'First word'],
    length: (answerMs: number, targetMs: number) => `${clock(answerMs)} of ${clock(targetMs)}`,
    written: 'In writing',
    alsoWritten: (length: string) => `${length}, also in writing`,
    noAnswer: 'No recorded answer',
    notAsked: 'Not asked',
  },
  ownQuestion: {
    title: 'Your question',
    unanswered: (at: number) => `Asked ${day(at)}, not answered yet.`,
  },
  delivery: {
    title: 'How you spoke (never rated)',
    fact: 'Fact',
    attempt: 'This attempt',
    before: 'Before',
    speaking: 'You spoke',
    share: 'Your share of speaking time',
    pauses: 'Pauses in answers',
    longestPause: 'Longest pause',
    longestSpeech: 'Longest time speaking',
    firstWord: 'First word after',
    number: formatNumber,
    percent: formatPercent,
  },
  judged: {
    title: 'How this was rated',
    ratings: (evaluators: number, ratings: number, competencies: number) => {
      const given = plural(ratings, { one: '# rating', other: '# ratings' });
      const where = plural(competencies, { one: '# competency', other: '# competencies' });
      return plural(evaluators, {
        one: `One person gave ${given} in ${where}, each against the described levels.`,
        other: `# people gave ${given} in ${where}, each against the described levels.`,
      });
    },
    disagreement: ({ code, count }: Disagreement, competencies: number) =>
      ({
        'one-evaluator': 'With one evaluator, there is no second opinion to compare with.',
        'nothing-compared': 'No two evaluators rated the same answer, so there is nothing to compare.',
        none: 'The evaluators gave each answer the same rating.',
        near: `Ratings of the same answer differed by one level in ${count} of ${competencies} competencies.`,
        far: `Ratings of the same answer differed by two or more levels in ${count} of ${competencies} competencies.`,
        closer: `The evaluators revised their ratings in ${count} of these and are closer now.`,
        discussed: `The evaluators discussed ${count} of these and still disagree.`,
      })[code],
    what: 'Only what you said counts. How you look or sound, your accent, and how long you paused are never part of a rating, and no software rates you.',
    keptForever: 'The recording and its clips are kept until someone deletes them.',
    keptUntil: (at: number) => `The recording and its clips will be deleted on ${day(at)}.`,
  },
  rest: (count: number) => `And ${formatNumber(count)} more.`,
  footer: (kind: string, role: string, heldAt: number) => `${kind} · ${role} · Held ${day(heldAt)} (UTC)`,
  codes: (until: number | undefined) =>
    until === undefined
      ? 'Anyone who scans a code can read this report.'
      : `Anyone who scans a code can read this report until ${day(until)}.`,
  shortened: 'Shortened to fit. The online report has the full text.',
  duration,
  precise: (durationMs: number) =>
    durationMs < 10_000 ? tenths.format(durationMs / 1_000) : duration(durationMs),
};

function day(at: number): string {
  return dayFormat.format(at);
}

/** Returns a duration such as "8 sec", "2 min", or "2 min 30 sec". */
function duration(durationMs: number): string {
  const seconds = Math.round(durationMs / 1_000);
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  return [
    ...(minutes > 0 ? [formatUnit(minutes, 'minute')] : []),
    ...(rest > 0 || minutes === 0 ? [formatUnit(rest, 'second')] : []),
  ].join(' ');
}

/** Returns a position such as "2:30". */
function clock(durationMs: number): string {
  const seconds = Math.round(durationMs / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
