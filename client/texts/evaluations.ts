import { formatList, formatNumber, formatUnit, languageName, plural } from '../../shared/intl.ts';
import type { ClosedDetail, EvaluationStep } from '../../shared/protocol/evaluationRoutes.ts';
import { practiceLengths } from './practiceRoom.ts';
import {
  formatDayTime,
  formatDayWithin,
  formatDistance,
  formatDuration,
  formatMomentAlone,
} from './times.ts';

const steps: Record<EvaluationStep, string> = {
  rate: 'Rate',
  agree: 'Compare ratings',
  write: 'Write the report',
  publish: 'Publish the report',
  republish: 'Publish again',
  reply: 'Needs reply',
  done: 'Done',
  closed: 'Closed',
};

/** Names of filters, the same wherever they can be chosen. */
const whos = {
  mine: 'Yours',
  open: 'Open to anyone',
  free: 'No evaluator yet',
  others: 'Waiting for others',
} as const;
const dues = { overdue: 'Overdue', later: 'Due later', none: 'No due date' } as const;

const refusals = {
  'own-practice': 'This is your own practice. Someone else will evaluate it.',
  enough: 'Enough people are already rating it. You don’t need to do anything.',
  complete: 'Enough people have rated it.',
  agree: 'Its evaluators compare their ratings next. You don’t need to do anything.',
  'scoring-closed': 'Rating is closed. You don’t need to do anything.',
  'nothing-asked':
    'No question was asked, so there’s nothing to rate. Only people who were there can still rate it.',
  'nothing-to-rate': 'There’s no recording or written answer, so only people who were there could rate it.',
  rated: 'You’ve already rated it.',
  'invited-raters': 'Only the people who were there rate it.',
  'no-recording': 'There’s no recording, so only the people who were there can rate it.',
  closed: ({ how, at, by }: ClosedDetail, now: number) => {
    const day = at === undefined ? '' : ` ${formatDayWithin(at, now)}`;
    switch (how) {
      case 'person':
        return `${by ?? 'The lead interviewer'} closed rating${day}, before anyone had rated. You don’t need to do anything.`;
      case 'time-over':
        return `The time to rate ended${day}, 14 days after the interview, and no one had rated. Next time, remind the evaluators from the interview’s page.`;
      case 'deleted':
        return `The recording was deleted${day}, so it can no longer be rated.`;
      case 'failed':
        return 'The recording failed, and there are no written answers. The interview’s page says what happened.';
      case 'none':
        return 'Nothing was recorded, and there are no written answers, so only people who were there could rate it.';
    }
  },
};

export const evaluationTexts = {
  steps,
  lengths: practiceLengths,
  refusals,
  count: formatNumber,
  people: formatList,
  language: (tag: string) => languageName(tag) ?? tag,
  title: 'Evaluation',
  parts: {
    label: 'Evaluation',
    queue: 'Queue',
    team: 'Team',
    calibration: 'Calibration',
    settings: 'Settings',
  },
  facts: {
    interview: 'Interview',
    questions: (number: number) =>
      plural(number, { one: '# question answered', other: '# questions answered' }),
    minutes: (minutes: number) => (minutes === 0 ? 'Under a minute' : formatUnit(minutes, 'minute')),
    processing: 'Recording isn’t ready',
    failed: 'Recording can’t be played',
    waiting: (endedAt: number, now: number) => `Waiting for ${formatDuration(now - endedAt)}`,
    ended: (endedAt: number, now: number) => `Ended ${formatDistance(endedAt, now)}`,
    reference: 'Reference',
    shadow: 'For calibration',
  },
  due: {
    label: 'Due',
    ended: (day: string) => `Ended ${day}`,
    overdue: 'Overdue',
    soon: 'Due soon',
    late: (at: number, now: number) => `${formatDuration(now - at)} late`,
    at: formatDayTime,
    by: formatMomentAlone,
    setBy: (name: string) => `Set by ${name}`,
    promised: (at: number, now: number) =>
      `The candidate was promised the report by ${formatDayTime(at, now)}`,
  },
  needs: {
    rate: (locked: number, raters: number) =>
      `Needs ratings: ${formatNumber(locked)} of ${formatNumber(raters)} locked`,
    calibrate: 'Reference to rate',
    agree: (names: readonly string[], own: boolean) => {
      const people = own ? ['you', ...names] : names;
      if (people.length === 0) return 'Ratings are far apart';
      const verb = people.length === 1 && !own ? 'hasn’t' : 'haven’t';
      return `Ratings are far apart, and ${formatList(people)} ${verb} compared yet`;
    },
    write: 'Ready for the report',
    publish: 'Asked to publish',
    publishBy: (name: string, at: number, now: number) => `By ${name}, ${formatDayTime(at, now)}`,
    republish: 'Ratings changed since the report was published',
    reply: 'Needs reply',
    asked: (at: number, now: number) => `A reader of the report asked a question ${formatDistance(at, now)}`,
    waitsRate: (names: readonly string[], free: number) => {
      if (names.length > 0) return `Waiting for ${formatList(names)} to lock`;
      return free > 0
        ? plural(free, { one: 'Waiting for # more evaluator', other: 'Waiting for # more evaluators' })
        : 'Waiting for other ratings';
    },
    done: 'Report is published',
    rated: 'Ratings are complete',
    closed: 'Closed',
  },
  who: {
    none: 'No evaluator yet',
    held: (name: string) => `${name} is rating`,
    youHeld: 'You’re rating',
    locked: (name: string) => `${name} has locked`,
    more: (locked: number) => plural(locked, { one: '# more has locked', other: '# more have locked' }),
    youLocked: 'You’ve locked',
    unlocked: (name: string) => `${name} hasn’t locked yet`,
    free: (places: number) =>
      plural(places, { one: '# more evaluator is needed', other: '# more evaluators are needed' }),
    compares: (name: string) => `${name} hasn’t compared yet`,
    youCompare: 'You haven’t compared yet',
    compared: (name: string) => `${name} has compared`,
    youCompared: 'You’ve compared',
    shadow: 'for calibration',
    draft: 'Draft saved',
  },
  actions: {
    claim: 'Claim and rate',
    resume: 'Continue',
    agree: 'Compare ratings',
    write: 'Write the report',
    republish: 'Publish again',
    publish: 'Read and publish',
    reply: 'Reply',
    report: 'Open the report',
    details: 'Details',
    of: (action: string, role: string, candidate: string) => `${action}: ${role}, ${candidate}`,
    more: (role: string, candidate: string) => `More: ${role}, ${candidate}`,
    takeBack: (name: string) => `Unassign ${name}`,
    takenBack: (name: string) => `Unassigned ${name}. Their draft is kept.`,
    takeBackFailed: 'Couldn’t unassign',
    handOver: (name: string) => `Hand over from ${name}…`,
    give: 'Assign to someone…',
    addRater: 'Ask for one more evaluator',
    raterAdded: 'Now needs one more evaluator',
    addRaterTitle: 'Ask for one more evaluator?',
    addRaterBody: (raters: number) =>
      `It then needs ${formatNumber(raters + 1)} locked scorecards instead of ${formatNumber(raters)}, and the report waits for them. This can’t be undone.`,
    remind: (name: string) => `Remind ${name}`,
    addRaterFailed: 'Couldn’t ask for another evaluator',
    reference: 'Mark as reference…',
    changeReference: 'Change the reference…',
    setDue: 'Set a due date…',
    changeDue: 'Change the due date…',
    interview: 'Open the interview',
    scorecards: 'Read the scorecards',
    failed: 'Couldn’t claim the evaluation',
  },
  queue: {
    intro: 'What you can do comes first, then what waits for others.',
    groups: { ...whos, finished: 'Finished' },
    calibrates: (missing: number) =>
      missing === 0
        ? 'You’ve rated every reference, but not enough of them count'
        : plural(missing, {
            one: 'Rate # reference first, then your evaluations count',
            other: 'Rate # references first, then your evaluations count',
          }),
    calibratesBody: 'Until then, your ratings are only for calibration, and no one else sees them.',
    calibratesNone: 'Ask an owner or organizer to mark another one.',
    rateReference: 'Rate a reference',
    references: 'Open calibration',
    keys: 'Use the arrow keys or J and K to move through the list, and Enter to open or claim.',
    keyList: [
      [['J', '↓'], 'Next evaluation'],
      [['K', '↑'], 'Previous evaluation'],
      [['Home', 'End'], 'First and last evaluation'],
      [['Enter'], 'Open or claim'],
    ],
    filters: {
      label: 'Filters',
      more: 'Filters',
      quick: { ...whos, overdue: dues.overdue, reply: steps.reply, compare: steps.agree },
      steps: 'Step',
      kitIds: 'Role',
      locales: 'Language',
      kind: 'Kind',
      due: 'Due',
      who: 'Evaluator',
      kinds: { practice: 'Practice', interview: 'Interview' },
      kit: (role: string, level: string) => `${role}, ${level}`,
      dues,
      whos,
      unknownPerson: 'Another member',
      any: { kind: 'Any kind', due: 'Any due date', who: 'Anyone' },
      unknownKit: 'Another role',
    },
    total: (total: number) =>
      total === 0 ? 'Nothing to do' : plural(total, { one: '# thing to do', other: '# things to do' }),
    totalFor: (total: number, name: string) => `${evaluationTexts.queue.total(total)} for ${name}`,
    sum: ({ mine, open, others }: Record<'mine' | 'open' | 'others', number>) =>
      [
        `${evaluationTexts.queue.total(mine + open)}.`,
        ...(mine + open === 0
          ? []
          : [mine === 0 ? 'None of them is yours.' : `Yours: ${formatNumber(mine)}.`]),
        ...(others === 0 ? [] : [`${whos.others}: ${formatNumber(others)}.`]),
      ].join(' '),
    skip: 'Skip to the list',
    totalFinished: (total: number) => plural(total, { one: '# evaluation', other: '# evaluations' }),
    shown: (shown: number, total: number) => `Showing ${formatNumber(shown)} of ${formatNumber(total)}`,
    more: 'Show more',
    moreFailed: 'Couldn’t load more.',
    empty: 'Nothing is waiting',
    emptyBody:
      'Practice interviews whose candidates ask for an evaluation, and interviews that need ratings, appear here.',
    finished: 'Show finished evaluations',
    noMatch: 'Nothing matches these filters',
    noMatchBody: 'Remove a filter to see more.',
    noneOverdue: 'Nothing is overdue',
    noneOverdueBody: 'Everything with a due date is on time.',
    failed: 'Couldn’t load the queue',
    stale: 'The queue couldn’t be refreshed and may be out of date.',
  },
  taken: {
    title: (names: readonly string[]) =>
      names.length === 0 ? 'Already claimed' : `${formatList(names)} claimed it first`,
    body: (names: readonly string[]) =>
      names.length === 0 ? 'Someone claimed it a moment ago.' : 'It doesn’t need another evaluator.',
    next: 'Next in the queue',
    none: 'Nothing else is waiting for you right now.',
    claimNext: 'Claim this one',
    back: 'Back to the queue',
  },
  dueDialog: {
    title: 'Due date',
    body: 'Everyone who sees the queue sees this date. The candidate doesn’t.',
    promised: (time: string) =>
      `The candidate was promised the report by ${time}. That promise stays, whatever you choose here.`,
    when: 'Due by',
    missing: 'Choose a day and a time.',
    passed: 'Choose a time in the future.',
    save: 'Save',
    saved: 'Due date saved',
    failed: 'Couldn’t save the due date',
    clear: 'Remove the due date',
    clearToPromise: 'Go back to the promised date',
    cleared: 'Due date removed',
  },
} as const;
