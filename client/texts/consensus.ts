import { formatDecimals, formatList, formatNumber, formatPercent, plural } from '../../shared/intl.ts';
import type { ConsensusRow, SpreadLevel } from '../../shared/rubric/consensus.ts';
import type { RatingValue } from '../../shared/rubric/rating.ts';
import type { NoteKind } from '../../shared/rubric/scorecard.ts';
import { formatMoment } from './times.ts';

const SPREADS: Record<'near' | 'far', (spread: number) => string> = {
  near: spread => plural(spread, { one: '# point · Apart', other: '# points · Apart' }),
  far: spread => plural(spread, { one: '# point · Far apart', other: '# points · Far apart' }),
};
const NOTE_KINDS: Record<NoteKind, string> = { note: 'Note', evidence: 'Evidence', flag: 'Flagged moment' };

const value = (rating: RatingValue | undefined) => (rating === undefined ? '–' : String(rating));

function numbersOf(level: Exclude<SpreadLevel, 'none'>, spread: number): string {
  if (level === 'single') return 'One rating';
  if (level === 'unshared') return 'Different answers rated';
  if (level === 'agreed') return 'All the same';
  return SPREADS[level](spread);
}

/** Says how close a competency's ratings are. Ratings of "N" (no evidence) are only counted. */
function comparison({ level, spread, withoutEvidence }: ConsensusRow): string {
  if (level === 'none') return withoutEvidence > 0 ? 'No evidence' : 'Not rated';
  const numbers = numbersOf(level, spread ?? 0);
  if (withoutEvidence === 0) return numbers;
  return plural(withoutEvidence, {
    one: `${numbers}, one without evidence`,
    other: `${numbers}, # without evidence`,
  });
}

export const consensusTexts = {
  title: 'Compare ratings',
  intro:
    'You each rated on your own. Start with the largest differences. The person with the lowest rating speaks first: what did each of you hear?',
  introCompared: 'You each rated on your own. Nothing is left to compare.',
  introClosed: 'You each rated on your own. Rating is closed, so the ratings stay as they are.',
  titleSingle: 'Scorecard',
  introSingle: 'One person rated this interview.',
  /** For evaluators whose own ratings don't count. */
  compared: {
    title: 'How its evaluators rated',
    body: 'Your own ratings aren’t part of these figures. They were only for calibration.',
  },
  /** Always has one decimal, so that a mean of 3.0 doesn't look like a rating of 3. */
  mean: (mean: number | undefined) => (mean === undefined ? '–' : formatDecimals(mean, 1)),
  value,
  comparison,
  score: {
    headline: 'Locked ratings',
    outOf: 'of 5',
    from: (ratings: number, raters: number) =>
      plural(ratings, {
        one: 'One rating by one evaluator',
        other: plural(raters, {
          one: `Mean of ${formatNumber(ratings)} ratings by # evaluator`,
          other: `Mean of ${formatNumber(ratings)} ratings by # evaluators, each with the same weight`,
        }),
      }),
    none: 'No answer has a numeric rating.',
    covers: (rated: number, all: number) =>
      `From ${formatNumber(rated)} of ${formatNumber(all)} competencies. The others have no number.`,
    single: 'Single evaluator',
    revised: 'After revisions',
    revisedNote: (revisions: number) =>
      plural(revisions, { one: '# rating revised', other: '# ratings revised' }),
  },
  agreement: {
    title: 'How close the evaluators were',
    exact: 'Same rating',
    withinOne: 'Within one point',
    difference: 'Points apart on average',
    percent: formatPercent,
    points: (points: number) => formatDecimals(points, 1),
    from: (pairs: number) =>
      `${plural(pairs, { one: '# pair', other: '# pairs' })} of ratings of the same answer, as locked`,
    none: 'No answer has numeric ratings from two evaluators.',
    noEvidence: (split: number) =>
      split === 0
        ? undefined
        : `Not counted: ${plural(split, { one: '# answer', other: '# answers' })} that one evaluator rated and another found without evidence`,
  },
  comparing: {
    title: 'Left to compare',
    /** `left`: those of the `far` competencies in which the viewer has neither revised nor kept ratings. */
    left: (left: number, far: number) =>
      left === far
        ? plural(left, {
            one: 'In # competency, your ratings are two points or more apart. Talk about it. Then revise your rating below, or keep it.',
            other:
              'In # competencies, your ratings are two points or more apart. Talk about them. Then revise your ratings below, or keep them.',
          })
        : `In ${formatNumber(far)} competencies, ratings are two points or more apart. ${plural(left, {
            one: '# of them is left for you. Revise your rating below, or keep it.',
            other: '# of them are left for you. Revise your ratings below, or keep them.',
          })}`,
    done: 'You’ve compared.',
    keep: 'Keep my ratings',
    keepTitle: 'Keep your ratings?',
    keepBody:
      'You say that you’ve compared and that your ratings stay. This can’t be undone, but you can still revise a rating until the comparison is over.',
    kept: 'Your ratings stay as they are',
    waiting: (names: readonly string[]) => `You’ve compared. Waiting for ${formatList(names)} to compare.`,
  },
  recommendations: {
    title: 'Overall recommendations',
    /** Title for practice, where evaluators write summaries but no recommendations. */
    summaries: 'Summaries',
    lockedAt: (at: number, now: number) => `locked ${formatMoment(at, now)}`,
    noSummary: 'No summary',
  },
  noEvidence: 'N means the answer gave no evidence. It isn’t a number and isn’t part of any mean.',
  spreadNote:
    'Each number is a mean over the answers. The spread is the largest difference on a single answer, so it can be larger than the difference between the means.',
  order: { label: 'Sort by', spread: 'Largest difference', kit: 'Kit order' },
  table: {
    label: 'Competencies by evaluator',
    competency: 'Competency',
    spread: 'Largest spread',
    onlyN: 'N',
    missing: '–',
    missingSpoken: 'not rated',
    revised: 'revised',
    open: (name: string) => `Open ${name}`,
    ratings: (number: number) => plural(number, { one: '# answer', other: '# answers' }),
  },
  details: {
    anchors: 'What each rating means',
    question: (number: number) => `Q${number}`,
    apart: (spread: number) => plural(spread, { one: '# point apart', other: '# points apart' }),
    notRated: 'Not rated',
    noEvidence: 'No evidence in this answer',
    at: (clock: string) => `at ${clock}`,
    noteKinds: NOTE_KINDS,
    history: 'Changes',
    locked: (rating: RatingValue | undefined) => `${value(rating)} as locked`,
    changed: (from: RatingValue | undefined, to: RatingValue) => `${value(from)} → ${value(to)}`,
  },
  revise: {
    button: 'Revise',
    buttonOf: (question: number, competency: string) =>
      `Revise your rating of question ${question}, ${competency}`,
    legend: 'New rating',
    reason: 'Why',
    reasonHint: 'Shown next to your locked rating, which stays.',
    save: 'Save revision',
    cancel: 'Cancel',
    sayWhy: 'Say why.',
    same: 'Choose a rating that differs from the current one.',
    none: 'Choose a new rating.',
    failed: 'Couldn’t save the revision',
    conflictTitle: 'You revised this in another tab',
    conflict: (rating: RatingValue, reason: string) =>
      `It’s now ${rating}: “${reason}” What you typed is kept. Save to replace it, or cancel.`,
    noEvidence: 'N, no evidence',
    saved: 'Revised',
  },
  early: (name: string, reason: string, at: number, now: number) =>
    `${name} opened the scorecards early, ${formatMoment(at, now)}: “${reason}” Evaluators who haven’t locked yet will appear here once they do.`,
} as const;
