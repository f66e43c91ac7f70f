import { formatList, formatNumber, formatPercent, plural } from '../../shared/intl.ts';
import type { Disagreement, FeedbackAnswer } from '../../shared/report/candidateReport.ts';
import { common } from './common.ts';
import {
  formatDay,
  formatDayAlone,
  formatDayWithin,
  formatSeconds,
  formatTimeSpent,
  formatZonedTime,
} from './times.ts';

const moment = (at: number, now: number) => `${formatDay(at, now)}, ${formatZonedTime(at)}`;
/** Returns a time for the middle of a sentence, such as "tomorrow, 2:30 PM CET". */
const within = (at: number, now: number) => `${formatDayAlone(at, now)}, ${formatZonedTime(at)}`;
const NUMBERS = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six'];
const numberWord = (number: number) => NUMBERS[number] ?? formatNumber(number);

/** Spreads the tasks over a week, and returns the days for the task at `index`, such as "Days 1 and 2". */
function daysOf(index: number, tasks: number): string {
  const from = Math.round((7 * index) / tasks) + 1;
  const to = Math.round((7 * (index + 1)) / tasks);
  if (from >= to) return `Day ${from}`;
  return to === from + 1 ? `Days ${from} and ${to}` : `Days ${from} to ${to}`;
}

const answers: Record<FeedbackAnswer, string> = { yes: 'Yes', partly: 'Partly', no: 'No' };

export const readReport = {
  tab: (role: string) => `Report: ${role}`,
  opening: 'Opening the report',
  failed: 'Couldn’t open the report',
  cutOff: common.unreachable,
  back: 'Your practice',
  head: {
    kind: { practice: 'Report on your practice interview', interview: 'Report on your interview' },
    kindOf: {
      practice: (name: string) => `Report on the practice interview of ${name}`,
      interview: (name: string) => `Report on the interview of ${name}`,
    },
    shared: { practice: 'Report on a practice interview', interview: 'Report on an interview' },
    attempt: (number: number) => `Attempt ${number}`,
    held: (at: number, now: number) => `Held ${formatDayWithin(at, now)}`,
    who: (names: readonly string[] | undefined, evaluators: number) =>
      names && names.length > 0
        ? formatList(names)
        : plural(evaluators, { one: 'One evaluator', other: `${numberWord(evaluators)} evaluators` }),
    looked: (who: string, spentMs: number | undefined) =>
      spentMs === undefined
        ? `${who} reviewed the interview, answer by answer.`
        : `${who} spent ${formatTimeSpent(spentMs)} reviewing the interview, answer by answer.`,
    promised: (at: number, now: number) => `Due by ${within(at, now)}`,
    ready: (at: number, now: number) => `Ready ${within(at, now)}`,
    readyOnTime: (at: number, now: number) => `Ready ${within(at, now)}, on time`,
    readyLate: (at: number, now: number) => `Ready ${within(at, now)}, later than due`,
    updated: (at: number, now: number) => `Updated ${within(at, now)}`,
    inShort: 'In short',
  },
  points: {
    keep: 'Keep',
    keepAbout: 'What worked. Do it again.',
    change: 'Change',
    changeAbout: 'What to do differently next time.',
    question: 'You were asked',
    said: 'What was said',
    reached: 'Reached',
    level: (level: number) => `level ${level} of 5`,
    next: (level: number) => `What level ${level} looks like`,
    top: 'What the highest level looks like',
    nextTime: 'Next time',
  },
  clip: {
    playOf: (seconds: string, question: string | undefined) =>
      question ? `Play clip, ${seconds}: ${question}` : `Play clip, ${seconds}`,
    label: (question: string | undefined) =>
      question ? `Clip of the answer to: ${question}` : 'Clip of the answer',
    seconds: (ms: number) => formatSeconds(ms / 1_000),
    previewed: (seconds: string) => `Clip, ${seconds}. It plays here once the report is published.`,
    preparing: 'We’re preparing this clip. It will appear here.',
    failed: 'We couldn’t create this clip. The text next to it still applies.',
    erased: 'This clip was deleted with the recording.',
    withheld: 'This report was shared without clips.',
    broken: 'Couldn’t load the clip.',
    printed: (seconds: string) => `Clip, ${seconds}: watch it in the online report`,
  },
  ladder: {
    title: 'The levels you reached',
    about: 'Each competency has five described levels. Your level depends on what your answers showed.',
    level: (level: number) => `Level ${level} of 5`,
    none: 'No evidence',
    noneAbout: 'Nothing in your answers could be rated here, so there is no level. This isn’t a low rating.',
    guess: (guess: number | 'N') => (guess === 'N' ? 'You couldn’t tell' : `You guessed level ${guess}`),
    spread: (low: number, high: number) => `Rated ${low} to ${high} for the same answer`,
    next: 'Next:',
    all: 'All five levels',
    others: 'The other levels',
    legend: { reached: 'Level reached', guess: 'Your guess', spread: 'Widest range for one answer' },
  },
  questions: {
    title: 'Question by question',
    number: (number: number) => `Question ${number}`,
    length: (answerMs: number, targetMs: number) =>
      `${formatSeconds(answerMs / 1_000)} of ${formatSeconds(targetMs / 1_000)}`,
    lengthLabel: 'Length of the answer',
    firstWord: (ms: number) => `first word after ${formatSeconds(ms / 1_000)}`,
    notAsked: 'Not asked this time',
    noAnswer: 'No recorded answer',
    written: 'Answered in writing',
    alsoWritten: 'Also answered in writing',
    clip: (point: string) => `Clip: ${point}`,
    clipOf: (point: string, number: number) => `Clip: ${point}, question ${number}`,
    again: 'Practice again',
    againOf: (number: number) => `Practice again: question ${number}`,
    watch: 'Watch your answer',
    watchOf: (number: number) => `Watch your answer: question ${number}`,
  },
  plan: { title: 'Your next seven days', days: daysOf, read: 'Read', practice: 'Practice this question' },
  attempts: {
    title: 'Your attempts',
    about: 'Only attempts with the same questions and levels.',
    competency: 'Competency',
    attempt: (number: number) => `Attempt ${number}`,
    none: 'No evidence',
    level: (level: number) => `Level ${level}`,
    up: 'up',
    down: 'down',
    otherRaters:
      'Different people rated this attempt and the one before it, which may explain part of any change.',
    otherRatersShort: 'Different evaluators',
  },
  delivery: {
    title: 'How you spoke',
    never: 'Never rated',
    about: 'Facts from the recording, compared only with your own earlier attempts. Never used for ratings.',
    fact: 'Fact',
    attempt: 'This attempt',
    percent: formatPercent,
  },
  judged: {
    title: 'How this was rated',
    ratings: (ratings: number, competencies: number, evaluators: number) => {
      const given = plural(ratings, { one: '# rating', other: '# ratings' });
      const where = plural(competencies, { one: '# competency', other: '# competencies' });
      return plural(evaluators, {
        one: `One person gave ${given} in ${where}, each against the described levels.`,
        other: `${numberWord(evaluators)} people gave ${given} in ${where}, each against the described levels, without seeing one another’s ratings.`,
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
    kept: (at: number, now: number) =>
      `The recording and its clips will be deleted ${formatDayWithin(at, now)}. You can still read this report after that.`,
    keptForever:
      'The recording and its clips are kept until someone deletes them. You can still read this report after that.',
  },
  nextStep: {
    title: 'Your next step',
    about: 'Answer this question again, now that you know what to change.',
    practice: 'Practice this question',
  },
  actions: {
    save: 'Save or print',
    saveTitle: 'Save or print this report',
    print: 'Print',
    pdf: 'Download PDF',
    paper: 'Paper size',
    papers: { a4: 'A4', letter: 'Letter' },
    share: 'Share',
  },
  ask: {
    title: 'Ask the evaluators one question',
    about:
      'Is something unclear, or do you see it differently? You can ask the people who wrote this report one question.',
    label: 'Your question',
    send: 'Send question',
    failed: 'Couldn’t send your question',
    asked: 'Your question',
    waiting: 'Not answered yet. The answer will appear here.',
    answer: 'Their answer',
  },
  rating: {
    title: 'How helpful is this report?',
    about: 'Your rating helps improve future reports. It doesn’t change yours.',
    stars: 'Your rating',
    star: (stars: number) => plural(stars, { one: '# star', other: '# stars' }),
    questions: { specific: 'Is it specific?', fair: 'Is it fair?', nextStep: 'Do you know your next step?' },
    answers,
    line: 'Anything to add?',
    send: 'Send rating',
    change: 'Save changes',
    missing: 'Choose a number of stars and answer the three questions.',
    saved: 'Thank you. Your rating is saved.',
    until: (at: number, now: number) => `You can change it until ${within(at, now)}.`,
    over: 'You can no longer rate this report.',
    given: 'You rated this report',
    failed: 'Couldn’t save your rating',
  },
  share: {
    title: 'Share this report',
    about:
      'Anyone with the link can read the report until the link expires. It doesn’t show your name, your rating, or your question. The codes in a PDF open a link like this, never your private page.',
    days: 'The link works for',
    dayCount: (days: number) => plural(days, { one: '# day', other: '# days' }),
    clips: 'Include the clips',
    clipsHint: 'People can then see and hear you.',
    create: 'Create link',
    created: 'Copy this link now. It’s shown only once.',
    link: 'Link to the report',
    failed: 'Couldn’t create the link',
    unread: 'Couldn’t load your links',
    links: 'Links for reading',
    uses: { share: 'Shared link', print: 'Printed copy', staff: 'Created by the organization for you' },
    none: 'You haven’t shared this report.',
    withClips: 'with clips',
    withoutClips: 'without clips',
    createdAt: (at: number, now: number) => `Created ${within(at, now)}`,
    expires: (at: number, now: number) => `works until ${within(at, now)}`,
    expired: 'Expired',
    revoked: 'Revoked',
    works: 'Active',
    never: 'Not opened yet',
    opened: (times: number) => plural(times, { one: 'Opened once', other: 'Opened # times' }),
    openedMax: (times: number) => plural(times, { other: 'Opened # times or more' }),
    openedAt: moment,
    revoke: 'Revoke',
    revokeOf: (use: string, at: number, now: number) => `Revoke: ${use}, created ${within(at, now)}`,
    revokeFailed: 'Couldn’t revoke the link. It still works.',
    full: (max: number) =>
      plural(max, {
        one: '# active link is the maximum. Revoke it to create another.',
        other: '# active links is the maximum. Revoke one to create another.',
      }),
    banners: {
      share: 'The person this report is about shared it with you.',
      print: 'You opened this report with the code on a printed copy.',
      staff: 'The organization created this link for reading the report.',
    },
    /** Says why readers with this link can't rate the report or ask a question, and what to do. */
    readsOnly: (byEmail: boolean) =>
      byEmail
        ? 'To rate the report or ask a question, open it with the link from your email, or ask the organization to email it again.'
        : 'You can rate the report or ask a question only with a link that was emailed to you, and the organization can’t email you one from here. If you have a question, ask your contact there.',
    ends: (at: number, now: number) => `This link works until ${within(at, now)}.`,
    ownEnds: (at: number, now: number) =>
      `This link works until ${within(at, now)}. Download the PDF to keep the report for longer.`,
  },
  guess: {
    tab: 'How did it go?',
    title: 'Before you read: how did it go?',
    about:
      'Choose the description that fits your answers best. You’ll see it next to the evaluators’ level, and no one rates your guess.',
    step: (step: number, steps: number) => `Competency ${step} of ${steps}`,
    cannotTell: 'I can’t tell',
    back: 'Back',
    next: 'Next',
    open: 'Open the report',
    skip: 'Skip and open the report',
    failed: 'Couldn’t open the report',
  },
  waiting: {
    title: 'Your report is on its way',
    promised: (at: number, now: number) => `Due by ${within(at, now)}.`,
    late: (at: number, now: number) =>
      `It was due by ${within(at, now)} and is late. We’re still working on it.`,
    steps: {
      queued: 'Waiting for an evaluator',
      rated: 'People are rating your answers',
      written: 'The report is being written',
    },
    progress: 'Progress',
    close: 'You can close this page. The report will open at this link.',
  },
  impossible: {
    title: 'There will be no report',
    reasons: {
      erased: 'The recording was deleted before anyone evaluated it, so there’s nothing left to rate.',
      'nothing-recorded': 'The interview wasn’t recorded and no one watched it, so there’s nothing to rate.',
      'not-asked': 'No one asked for an evaluation.',
    },
  },
  retracted: {
    title: 'This report is being revised',
    body: 'It was unpublished to correct something. It will open at this link when it’s ready.',
  },
} as const;
