import {
  formatDecimals,
  formatList,
  formatNumber,
  formatUnit,
  languageName,
  plural,
} from '../../shared/intl.ts';
import type { ClosedDetail, EvaluationStep } from '../../shared/protocol/evaluationRoutes.ts';
import { common } from './common.ts';
import { practiceLengths } from './practiceRoom.ts';
import {
  formatDayTime,
  formatDayWithin,
  formatDistance,
  formatDuration,
  formatMomentAlone,
  formatTimeLeft,
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
  'invited-raters':
    'The people who were there rate it. If it was recorded and you manage evaluations, you can ask for one more evaluator.',
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

/** Formats whole numbers without decimals: "4" and "3.5". */
function formatTenths(value: number): string {
  return formatNumber(Math.round(value * 10) / 10);
}

function formatRating(value: number | 'N' | undefined): string {
  if (value === undefined) return '–';
  return value === 'N' ? value : formatTenths(value);
}

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
    none: 'No due date',
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
    agree: 'Two points or more apart on an answer',
    write: 'Ready for the report',
    publish: 'Asked to publish',
    publishBy: (name: string, at: number, now: number) => `By ${name}, ${formatDayTime(at, now)}`,
    republish: 'Ratings changed since the report was published',
    reply: 'Needs reply',
    asked: (at: number, now: number) => `A reader of the report asked a question ${formatDistance(at, now)}`,
    waitsRate: 'Waiting for other ratings',
    waitsAgree: 'Waiting for others to compare',
    done: 'Report is published',
    rated: 'Ratings are complete',
    closed: 'Closed',
  },
  who: {
    none: 'No one yet',
    held: (name: string) => `${name} is rating`,
    youHeld: 'You’re rating',
    locked: (name: string) => `${name} has locked`,
    more: (locked: number) => plural(locked, { one: '# more has locked', other: '# more have locked' }),
    youLocked: 'You’ve locked',
    compares: (name: string) => `${name} has to revise or keep their ratings`,
    youCompare: 'You have to revise or keep your ratings',
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
    give: 'Assign to someone…',
    addRater: 'Ask for one more evaluator',
    raterAdded: 'Now needs one more evaluator',
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
    intro: 'Everything that waits for someone: what is due first, then what has waited longest.',
    own: 'You’re rating',
    waiting: 'Waiting',
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
    keys: 'Use the arrow keys to move through the list and Enter to open or claim.',
    filters: {
      label: 'Filters',
      quick: {
        mine: 'Yours to do',
        overdue: 'Overdue',
        reply: 'Needs reply',
        others: 'Waiting for others',
      },
      steps: 'Step',
      kitIds: 'Role',
      locales: 'Language',
      kind: 'Kind',
      due: 'Due',
      who: 'Evaluator',
      kinds: { practice: 'Practice', interview: 'Interview' },
      dues: { overdue: 'Overdue', later: 'Due later', none: 'No due date' },
      whos: { mine: 'Me', free: 'No one yet', others: 'Others, after me' },
      person: 'To do for',
      unknownPerson: 'Another member',
      any: { kind: 'Any kind', due: 'Any due date', who: 'Anyone' },
      unknownKit: 'Another role',
      shows: 'Shows',
      referable: 'Can become a reference',
    },
    total: (total: number) => plural(total, { one: '# thing to do', other: '# things to do' }),
    yours: (yours: number) => (yours === 0 ? 'None of them is yours.' : `Yours: ${formatNumber(yours)}.`),
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
    noReferable: 'No evaluation can become a reference yet',
    noReferableBody: (rated: number) =>
      rated === 0
        ? 'None has all its ratings yet. Once everyone has locked, it can become a reference.'
        : plural(rated, {
            one: '# evaluation has all its ratings, but it has no recording that plays and no written answers, so new evaluators couldn’t rate it.',
            other:
              '# evaluations have all their ratings, but none has a recording that plays or written answers, so new evaluators couldn’t rate them.',
          }),
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
  giving: {
    title: 'Assign to someone',
    body: 'They have it for two hours, and longer while they work on it. We’ll email them if email is set up, and they’ll find it at the top of their queue.',
    evaluator: 'Evaluator',
    person: (name: string, open: number) =>
      open === 0 ? `${name} (no open evaluations)` : plural(open, { other: `${name} (# open)` }),
    failed: 'Couldn’t load the evaluators',
    notGiven: 'Couldn’t assign the evaluation',
    give: 'Assign',
    given: (name: string) => `Assigned to ${name}`,
  },
  rating: {
    title: 'Rate',
    loading: 'Opening the evaluation',
    failed: 'Couldn’t open the evaluation',
    unknown: 'Evaluation not found',
    unknownBody: 'The candidate may have deleted it, with everything written about it.',
    back: 'All evaluations',
    bar: 'Your claim',
    left: (ms: number) => `Yours for ${formatTimeLeft(ms)}`,
    leftHint: 'The time restarts while you play, type, or press keys.',
    ending: (ms: number) => `Your claim ends in ${formatTimeLeft(ms)} unless you continue`,
    handBack: 'Return',
    handBackTitle: 'Return this evaluation?',
    handBackBody:
      'Someone else can claim it then. Your ratings and notes are kept as your draft. No one else sees them, and they’ll be here if you claim it again.',
    handedBack: 'Returned',
    handBackFailed: 'Couldn’t return the evaluation',
    unplayable: {
      failed: {
        title: 'The recording couldn’t be processed',
        body: 'Everything recorded is kept. You can rate without watching it, for example if you were there.',
      },
      processing: {
        title: 'The recording is still being processed',
        body: 'Once it’s ready, “Watch the recording” opens it. You can rate without it.',
      },
      askForRetry: 'An owner or organizer can try again.',
    },
    shadow: 'For calibration',
    shadowBody:
      'Your ratings are compared with those of other evaluators. They don’t count, and no other evaluator sees them. Owners and organizers see how far you are from the agreed ratings.',
    shadowRule:
      'To count toward your calibration, at least half of the competencies need a number. N isn’t a number.',
    distance: 'Your distance from the agreed ratings',
    offer: {
      body: 'You have it for two hours, and longer while you work on it. No one sees your ratings until everyone has locked theirs.',
      draft: 'You started rating it before. Your draft is still there.',
    },
  },
  over: {
    checking: 'Checking what happened',
    expired: {
      title: 'Your claim has expired',
      body: 'You didn’t work on it for two hours, so others can claim it. Your ratings and notes are safe as your draft.',
    },
    handedBack: {
      title: 'You returned this in another tab',
      body: 'Others can claim it now. Your ratings and notes are safe as your draft.',
    },
    takenBack: {
      title: 'You were unassigned',
      body: 'Someone else can rate it now. Your ratings and notes are safe as your draft, and no one else sees them.',
    },
    elsewhere: {
      title: 'You opened this in another tab',
      body: 'You can rate in only one tab at a time. What you typed here is kept.',
    },
    closed: {
      title: 'This can no longer be evaluated',
      body: 'The recording was deleted while you were rating. Your scorecard stays as it was. You don’t need to do anything.',
    },
    gone: {
      title: 'This evaluation was deleted',
      body: 'The candidate deleted the interview, with everything written about it. You don’t need to do anything.',
    },
    unreachable: {
      title: 'Couldn’t check your claim',
      body: 'We can’t reach the server. What you typed is kept on this device.',
    },
    again: 'Claim again',
    continueHere: 'Continue here',
  },
  comparison: {
    title: 'Comparison',
    waits: 'The comparison waits for them to revise or keep their ratings:',
    reach: {
      reminded: 'Reminded today',
      'no-mail': 'This site can’t send email, so ask them yourself.',
      'no-account': 'No longer has an account, so they can’t finish.',
      'no-link': 'Their link no longer works, so they can’t finish.',
      'no-address': 'There’s no email address for them, so ask them yourself.',
    },
    remind: 'Remind',
    remindOf: (name: string) => `Remind ${name}`,
    reminderSent: (name: string) => `Reminder sent to ${name}`,
    remindFailed: 'Couldn’t send the reminder',
    end: 'End the comparison',
    endTitle: 'End the comparison?',
    endBody:
      'The ratings stay as they are now, and no one can revise them. The report can then be written. This can’t be undone.',
    ended: 'Comparison ended',
  },
  after: {
    waiting: (missing: number) =>
      plural(missing, {
        one: 'One more person needs to rate and lock.',
        other: '# more people need to rate and lock.',
      }),
    agree:
      'On some answers, evaluators are two points or more apart. Talk about them, then revise your ratings or keep them.',
    compared: 'You’ve compared your ratings. The others still have to revise or keep theirs.',
    write: 'Everyone has locked. You can write the report.',
    republish: 'Ratings changed since the report was published. Publish it again.',
    done: 'The report is published.',
    rated: 'The ratings are complete. The candidate doesn’t get a report.',
    closed: 'This evaluation is closed. You don’t need to do anything.',
    shadow: 'This was only for your calibration.',
    calibration: 'Open calibration',
    debrief: 'Debrief',
    next: 'Rate the next one',
  },
  team: {
    intro:
      'Workload, waiting times, and turnaround. “Open now” counts ratings, comparisons, and reports that wait for the person.',
    failed: 'Couldn’t load the team’s workload',
    stale: common.stalePage,
    ageing: 'Waiting, by age',
    day: 'Up to one day',
    twoDays: 'Up to two days',
    longer: 'Longer',
    turnaround: 'Reports in the last 30 days',
    median: 'Median time to the report',
    published: 'Published',
    onTime: 'On time',
    none: 'None yet',
    onTimeOf: (onTime: number, published: number) => `${formatNumber(onTime)} of ${formatNumber(published)}`,
    people: 'Evaluators',
    noPeople: 'No one has rated from the queue yet',
    workOf: (name: string) => `Open what ${name} has to do`,
    columns: {
      name: 'Name',
      open: 'Open now',
      locked: 'Locked, 30 days',
      median: 'Median, claim to lock',
      calibration: 'Calibration',
    },
    unknown: '–',
    calibrated: 'Done',
    notNeeded: 'Not needed',
    calibrating: (done: number, of: number) => `${formatNumber(done)} of ${formatNumber(of)} references`,
    duration: formatDuration,
  },
  settings: {
    intro:
      'How your organization evaluates. Calibration applies immediately. Other changes apply to interviews that end from now on.',
    failed: 'Couldn’t load the settings',
    notSaved: 'Couldn’t save the settings',
    saved: 'Saved',
    promise: 'Due date',
    promiseHours: 'Hours from the end of the interview to the report',
    promiseHint: 'From 1 to 720.',
    /** Which work gets a due date, with the settings as they are chosen. */
    promiseFor: (invited: boolean) =>
      invited
        ? 'Practice with an evaluation, and interviews whose candidate gets a report, are due after this time. The role page promises it to people who practice.'
        : 'Only practice with an evaluation is due after this time. The role page promises it to the candidates. Interviews have no due date, unless you turn it on under “Reports” or set one in the queue.',
    promiseWindow:
      'People who were in an interview can rate it for 14 days. Their scorecard says “You have until…”. This is a limit, not the due date.',
    promiseWrong: 'Enter a whole number from 1 to 720.',
    ratersTitle: 'Evaluators',
    raters: 'How many people rate before the report',
    ratersOf: { '1': 'One person', '2': 'Two people, without seeing each other’s ratings' },
    byKit: 'Exceptions by kit',
    usual: 'Default',
    kitsFailed: 'Couldn’t load the kits. Their numbers stay the same.',
    names: 'Hidden names',
    namesHint:
      'Evaluators see “Candidate 7F3” instead of a name until everyone has locked. Faces and voices aren’t hidden.',
    namesPractice: 'Hide names in practice',
    namesInterviews: 'Hide names in interviews',
    namesInterviewsHint:
      'Only from people who rate from the queue. People invited to an interview see the name.',
    report: 'Reports',
    evaluatorsShown: 'How the report names evaluators',
    evaluatorsShownOf: {
      names: { label: 'First names', hint: '“Rated by Grace and Alan”' },
      count: { label: 'Number only', hint: '“Rated by two evaluators”' },
    },
    invited: 'Reports for invited candidates',
    invitedHint:
      'After the ratings, someone writes a report for the candidate. Evaluated practice always gets one.',
    invitedPromise: 'Use the due date for invited candidates, too',
    invitedPromiseHint: 'Otherwise their interviews wait in the queue without a due date.',
    calibrationTitle: 'Calibration',
    calibration: 'New evaluators rate reference interviews first',
    calibrationHint:
      'They rate five references, or all of them if there are fewer. Until then, their other evaluations are only for calibration, and no one else sees them. Evaluators who have locked five evaluations are exempt.',
    affected: {
      noReferences: 'There are no references yet. Nothing changes for anyone until you mark the first one.',
      none: 'No evaluator has to rate references first.',
      some: (names: readonly string[], turnsOn: boolean) =>
        turnsOn
          ? `Once you save, these evaluators have to rate references first, and what they claim next is only for calibration: ${formatList(names)}.`
          : `Still have to rate references: ${formatList(names)}.`,
      experienced: (names: readonly string[]) =>
        `Nothing changes for evaluators who have locked five evaluations or rated the references: ${formatList(names)}.`,
    },
    forbidden: 'Only owners and organizers can change these settings.',
  },
  calibration: {
    intro: 'New evaluators rate references, and see how far they are from the agreed ratings.',
    failed: 'Couldn’t load the calibration',
    progress: 'References rated',
    progressOf: (done: number, needed: number) => `${formatNumber(done)} of ${formatNumber(needed)} rated`,
    /** Each text says why a rater's evaluations count. */
    standings: {
      off: 'Calibration is off in your organization, so your evaluations count.',
      'no-references': 'There’s no reference for you to rate, so your evaluations count.',
      rater: 'You’re one of the raters of every reference, so your evaluations count.',
      passed: 'You’ve rated enough references, so your evaluations count.',
      experienced: 'You’ve locked five evaluations or more, so your evaluations count without calibration.',
    },
    rule: 'A reference counts toward this if at least half of the competencies with an agreed rating get a number. N isn’t a number.',
    noneLeft:
      'You’ve rated every reference, but not enough of them count. Ask an owner or organizer to mark another one.',
    /** `missing` counts references to rate until evaluations count. `open` counts references in the list. */
    rating: (missing: number, open: number) =>
      missing < open
        ? `Your evaluations count once you’ve rated ${formatNumber(missing)} of these references. Until then, they’re only for calibration, and no one else sees them.`
        : plural(open, {
            one: 'Your evaluations count once you’ve rated this reference. Until then, they’re only for calibration, and no one else sees them.',
            other:
              'Your evaluations count once you’ve rated these references. Until then, they’re only for calibration, and no one else sees them.',
          }),
    never: 'Ratings of references never count. They only show how far you are from the agreed ratings.',
    lead: {
      title: 'What counts, and from when',
      off: 'Calibration is off. Everyone’s evaluations count, and no one has to rate the references.',
      turnOn: 'Turn it on in the settings',
      none: 'There are no references yet, so everyone’s evaluations count. Calibration works from the first reference on.',
      some: (needed: number, enough: number) => {
        const all =
          ['this reference', 'both references'][needed - 1] ?? `all ${formatNumber(needed)} references`;
        const rated = needed < enough ? all : `any ${formatNumber(enough)} of the references`;
        const more = `From ${formatNumber(enough)} references on, any ${formatNumber(enough)} are enough.`;
        const counts = `A new evaluator’s evaluations count after they’ve rated ${rated}.`;
        return needed < enough ? `${counts} ${more}` : counts;
      },
      later:
        'A reference that you mark later changes nothing for evaluators who are done. Owners, organizers, and evaluators who have locked five evaluations need no calibration.',
      marked: 'References',
      needed: 'Needed per evaluator',
    },
    people: 'Evaluators',
    noPeople: 'There are no evaluators yet. Owners and organizers need no calibration.',
    peopleFailed: 'Couldn’t load the evaluators’ progress',
    done: 'Counts',
    /** Why a member's evaluations count. */
    whyCounts: {
      off: '',
      exempt: 'Owners and organizers are exempt',
      'no-references': 'There’s no reference to rate',
      rater: 'Rated every reference as an evaluator',
      passed: 'Rated enough references',
      experienced: 'Exempt: locked five evaluations or more',
    },
    distances: 'Distance by competency',
    noDistances: 'After your first reference, this shows how far you are from the agreed ratings.',
    onlyN: (references: number) =>
      plural(references, {
        one: 'Nothing to compare: none of the competencies has a number from you and an agreed number.',
        other:
          'Nothing to compare: in these references, none of the competencies has a number from you and an agreed number.',
      }),
    average: (mean: number, competencies: number) =>
      plural(competencies, {
        one: `${formatDecimals(mean, 1)} points from the agreed rating, in # competency`,
        other: `On average, ${formatDecimals(mean, 1)} points from the agreed ratings, in # competencies`,
      }),
    difference: (points: number | undefined) =>
      points === undefined
        ? '–'
        : points === 0
          ? 'Same'
          : `${formatTenths(Math.abs(points))} ${points > 0 ? 'higher' : 'lower'}`,
    value: formatRating,
    notCounted: 'Doesn’t count: too many N',
    columns: { competency: 'Competency', distance: 'Distance', direction: 'Direction', n: 'Ratings' },
    points: (mean: number) => `${formatDecimals(mean, 1)} points`,
    milder: (bias: number) => `${formatDecimals(bias, 1)} more lenient`,
    harsher: (bias: number) => `${formatDecimals(bias, 1)} stricter`,
    same: 'Neither',
    rated: 'References you rated',
    agreed: 'Agreed',
    own: 'You',
    competency: 'Competency',
    missing: '–',
    at: (at: number, now: number) => `Locked ${formatDayWithin(at, now)}`,
    references: 'References',
    noReferences: 'No references yet',
    noReferencesLead:
      'Open an evaluation that everyone has rated and whose recording plays, agree on the ratings with its evaluators, and mark it as a reference.',
    noReferencesBody: 'Owners and organizers choose them from rated evaluations.',
    choose: 'Choose an evaluation',
    markedBy: (name: string, at: number, now: number) =>
      name ? `Marked by ${name} ${formatDayWithin(at, now)}` : `Marked ${formatDayWithin(at, now)}`,
    ratedBy: (count: number) =>
      count === 0
        ? 'No one has rated it yet'
        : plural(count, { one: 'Rated by one new evaluator', other: 'Rated by # new evaluators' }),
    agreedRatings: 'Agreed ratings',
    parts: {
      open: 'To rate',
      rated: 'You rated it',
      rater: 'You’re one of its raters',
      gone: 'Recording deleted: doesn’t count',
    },
    openReference: 'Open',
    openReferenceOf: (role: string, candidate: string) => `Open: ${role}, ${candidate}`,
    change: 'Change…',
    changeOf: (role: string, candidate: string) => `Change: ${role}, ${candidate}`,
    rate: 'Rate',
    rateOf: (role: string, candidate: string) => `Rate: ${role}, ${candidate}`,
  },
  reference: {
    title: 'Mark as reference',
    body: 'New evaluators rate it and see how far they are from these ratings. Where its evaluators differ, agree with them on a rating first.',
    failed: 'Couldn’t load the scorecards',
    blind: 'The scorecards open once everyone has locked. Until then, it can’t be a reference.',
    rater: (name: string, value: number | 'N') => `${name}: ${formatRating(value)}`,
    unnamed: 'Evaluator',
    choose: 'Choose a rating',
    missing: 'Choose the rating that the evaluators agreed on.',
    none: 'N, no evidence',
    few: (rated: number, all: number) =>
      `Only ${formatNumber(rated)} of ${plural(all, { one: '# competency has', other: '# competencies have' })} a rating`,
    fewBody: (no: boolean) =>
      no
        ? 'N isn’t a rating, so there’s nothing to compare new evaluators with.'
        : 'N isn’t a rating, so new evaluators are compared in these only.',
    single: 'Only one person rated this interview',
    singleBody: 'A reference is more reliable if two people agree on its ratings.',
    save: 'Save as reference',
    remove: 'Remove as reference',
    saved: 'Reference saved',
    removed: 'Reference removed',
    notSaved: 'Couldn’t save the reference',
  },
} as const;
