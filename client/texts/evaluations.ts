import type { PracticeLength } from '../../shared/practice/practice.ts';
import type { EvaluationStage, QueueItem } from '../../shared/protocol/evaluationRoutes.ts';
import { formatDay, formatDayWithin, formatDistance, formatDuration, formatTime } from './times.ts';

const lengths: Record<PracticeLength, string> = {
  question: 'One question',
  short: 'Short practice',
  full: 'Full practice',
};

const stages: Record<EvaluationStage, string> = {
  rate: 'To rate',
  agree: 'To agree on',
  write: 'Report to write',
  republish: 'Report to publish again',
  done: 'Done',
  closed: 'Closed',
};

const refused: Record<NonNullable<QueueItem['refused']>, string> = {
  'own-practice': 'This is your own practice. Someone else evaluates it.',
  'enough-raters': 'Enough people are rating it.',
  'scoring-closed': 'Scoring is closed.',
  'nothing-asked': 'No question was asked, so there is nothing to rate.',
  'nothing-to-rate': 'There is no recording or written answer to rate.',
  rated: 'You have rated it.',
  'invited-raters': 'It is rated by the people who were invited to it.',
};

const locale = new Intl.DisplayNames('en', { type: 'language' });
const count = (number: number) => number.toLocaleString('en-US');
/** "1 h 58 min", "9 min", "under a minute": never longer than there is. */
const countdown = (ms: number) => {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 60) return minutes < 1 ? 'under a minute' : `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
};
const dayAndTime = (at: number, now: number) => `${formatDay(at, now)}, ${formatTime(at)}`;
const people = (names: readonly string[]) => new Intl.ListFormat('en', { type: 'conjunction' }).format(names);

/** The queue of what waits for people to evaluate it, and the pages around it. */
export const evaluationTexts = {
  nav: 'Evaluations',
  stages,
  lengths,
  refused,
  count,
  people,
  language: (tag: string) => locale.of(tag) ?? tag,
  title: 'Evaluations',
  parts: {
    label: 'Evaluations',
    queue: 'Queue',
    team: 'Team',
    calibration: 'Calibration',
    settings: 'Settings',
  },
  facts: {
    interview: 'Interview',
    questions: (number: number) => (number === 1 ? '1 question' : `${number} questions`),
    minutes: (minutes: number) => `${minutes} min`,
    waiting: (endedAt: number, now: number) => `Waiting for ${formatDuration(now - endedAt)}`,
    ended: (endedAt: number, now: number) => `Ended ${formatDistance(endedAt, now)}`,
    reference: 'Reference',
    shadow: 'For calibration',
  },
  promise: {
    label: 'Promised by',
    none: 'No promise',
    overdue: 'Overdue',
    soon: 'Due soon',
    late: (at: number, now: number) => `${formatDuration(now - at)} late`,
    by: (at: number, now: number) => dayAndTime(at, now),
  },
  needs: {
    rate: (locked: number, raters: number) => `Needs ratings: ${locked} of ${raters} locked`,
    agree: 'Raters are two points or more apart',
    write: 'Ready for the report',
    republish: 'Ratings changed since the report was published',
    done: 'Report is published',
    rated: 'Ratings are complete',
    closed: 'Closed',
  },
  who: {
    none: 'No one yet',
    held: (name: string) => `${name} is rating`,
    youHeld: 'You are rating',
    locked: (name: string) => `${name} has locked`,
    youLocked: 'You have locked',
    shadow: 'for calibration',
    draft: 'Your draft is kept',
  },
  actions: {
    claim: 'Claim and rate',
    resume: 'Continue',
    agree: 'Compare ratings',
    write: 'Write the report',
    republish: 'Publish again',
    report: 'Open the report',
    details: 'Details',
    /** Of which row, for those who do not see it. */
    of: (action: string, role: string, candidate: string) => `${action}: ${role}, ${candidate}`,
    more: (role: string, candidate: string) => `More: ${role}, ${candidate}`,
    takeBack: (name: string) => `Take back from ${name}`,
    takenBack: (name: string) => `Taken back from ${name}. What they typed stays their draft.`,
    takeBackFailed: 'It was not taken back',
    give: 'Give it to someone…',
    addRater: 'Ask for one more rater',
    raterAdded: 'One more rater is needed now',
    addRaterFailed: 'No one else was asked for',
    reference: 'Use as a reference…',
    changeReference: 'Change the reference…',
    failed: 'It could not be claimed',
  },
  queue: {
    intro: 'Practice interviews and interviews that wait for a person, the nearest promise first.',
    own: 'Yours',
    waiting: 'Waiting',
    keys: 'Use the arrow keys to move through the list and Enter to open or claim.',
    filters: {
      label: 'Filters',
      role: 'Role',
      allRoles: 'All roles',
      language: 'Language',
      allLanguages: 'All languages',
      stage: 'Step',
      allStages: 'All that wait',
      mine: 'Mine',
      overdue: 'Overdue',
      clear: 'Clear filters',
    },
    summary: (total: number, overdue: number) =>
      `${count(total)} ${total === 1 ? 'evaluation' : 'evaluations'}${overdue > 0 ? `, ${count(overdue)} overdue` : ''}`,
    shown: (shown: number, total: number) => `Showing ${count(shown)} of ${count(total)}`,
    more: 'Show more',
    moreFailed: 'More could not be loaded.',
    empty: 'Nothing is waiting',
    emptyBody:
      'When someone practices and asks for an evaluation, or an interview waits for ratings, it appears here.',
    finished: 'Show finished evaluations',
    noMatch: 'Nothing matches these filters',
    failed: 'The queue could not be loaded',
    stale: 'The queue could not be renewed. What you see may be out of date.',
    onlyOwn: 'You are rating everything that is waiting.',
  },
  taken: {
    title: (names: readonly string[]) => (names.length === 0 ? 'It is taken' : `${people(names)} was faster`),
    body: (names: readonly string[]) =>
      names.length === 0
        ? 'Someone claimed it a moment ago.'
        : `${people(names)} claimed it a moment ago. It does not need another rater.`,
    next: 'Next in the queue',
    none: 'Nothing else is waiting for you at the moment.',
    claimNext: 'Claim this one',
    back: 'Back to the queue',
  },
  giving: {
    title: 'Give it to someone',
    body: 'It is theirs for two hours, and longer while they work on it. They are told by e-mail, where that is set up, and find it at the top of their queue.',
    evaluator: 'Evaluator',
    person: (name: string, held: number) => `${name}, ${held === 0 ? 'nothing' : held} in hand`,
    failed: 'The evaluators could not be loaded',
    notGiven: 'It was not given to them',
    give: 'Give it',
    given: (name: string) => `${name} has it now`,
  },
  rating: {
    title: 'Rate',
    loading: 'Opening the evaluation',
    failed: 'The evaluation could not be opened',
    unknown: 'There is no such evaluation',
    unknownBody: 'It may have been deleted by the candidate, with everything that was written about it.',
    back: 'All evaluations',
    bar: 'Your claim',
    left: (ms: number) => `Yours for ${countdown(ms)}`,
    leftHint: 'The time starts again while you play, type or press keys.',
    ending: (ms: number) => `Your claim ends in ${countdown(ms)} without work`,
    handBack: 'Hand back',
    handBackTitle: 'Hand this back?',
    handBackBody:
      'Someone else can claim it then. What you rated and noted stays your draft: no one sees it, and it is here when you claim it again.',
    handedBack: 'Handed back',
    handBackFailed: 'It was not handed back',
    shadow: 'For calibration',
    shadowBody:
      'You are rating this to compare your ratings with agreed ones. What you rate here reaches no one else.',
    offer: {
      body: 'It is yours for two hours, and longer while you work on it. No one sees your ratings before everyone has locked theirs.',
      draft: 'You began to rate it before. Your draft is still there.',
    },
  },
  over: {
    checking: 'Checking what happened',
    expired: {
      title: 'Your claim has run out',
      body: 'You did not work on it for two hours, so others can claim it. What you rated and noted is safe: it stays your draft.',
    },
    handedBack: {
      title: 'You handed this back in another tab',
      body: 'Others can claim it now. What you rated and noted is safe: it stays your draft.',
    },
    takenBack: {
      title: 'A lead took this back',
      body: 'Someone else can rate it now. What you rated and noted is safe: it stays your draft, and no one sees it.',
    },
    elsewhere: {
      title: 'You opened this in another tab',
      body: 'Only one tab at a time can rate. What you typed here is kept.',
    },
    closed: {
      title: 'This cannot be evaluated any more',
      body: 'The recording was deleted while you were rating. Your scorecard stays as it was, and nothing more is expected of you.',
    },
    gone: {
      title: 'This evaluation was deleted',
      body: 'The candidate deleted the interview, with everything that was written about it. Nothing more is expected of you.',
    },
    unreachable: {
      title: 'Your claim could not be checked',
      body: 'The server cannot be reached. What you typed is kept on this device.',
    },
    again: 'Claim again',
    continueHere: 'Continue here',
  },
  after: {
    title: 'Your scorecard is locked',
    waiting: (missing: number) =>
      missing === 1
        ? 'One more person has to rate and lock. Then the scorecards are compared.'
        : `${missing} more people have to rate and lock. Then the scorecards are compared.`,
    agree:
      'You and the other rater are two points or more apart. Go through these competencies together and revise where you change your mind.',
    write: 'Everyone has locked. The report can be written.',
    republish: 'Ratings changed since the report was published. It has to be published again.',
    done: 'The report is published.',
    rated: 'The ratings are complete. The candidate gets no report.',
    closed: 'It is closed. Nothing more is expected of you.',
    shadow: 'This counts for your calibration only. See how far you are from the agreed ratings.',
    calibration: 'Open calibration',
  },
  team: {
    intro: 'Who has how many, how long things wait, and how fast reports come.',
    failed: 'The load could not be loaded',
    stale: 'The load could not be renewed. What you see may be out of date.',
    ageing: 'What waits, by age',
    day: 'Up to one day',
    twoDays: 'Up to two days',
    longer: 'Longer',
    turnaround: 'Reports in the last 30 days',
    median: 'Median time to the report',
    published: 'Published',
    onTime: 'On time',
    none: 'None yet',
    onTimeOf: (onTime: number, published: number) => `${count(onTime)} of ${count(published)}`,
    people: 'Evaluators',
    noPeople: 'No one has rated from the queue yet',
    columns: {
      name: 'Name',
      held: 'Has now',
      locked: 'Locked, 30 days',
      median: 'Median, claim to lock',
      calibration: 'Calibration',
    },
    unknown: '–',
    calibrated: 'Done',
    calibrating: (done: number, of: number) => `${done} of ${of} references`,
    duration: formatDuration,
  },
  settings: {
    intro: 'How your organization evaluates. Changes count for what ends from now on.',
    failed: 'The settings could not be loaded',
    notSaved: 'The settings were not saved',
    saved: 'Saved',
    save: 'Save',
    promise: 'Promise',
    promiseHours: 'Hours from the end of the interview to the report',
    promiseHint: 'From 1 to 720. Candidates who practice see this promise, and the queue is sorted by it.',
    promiseWrong: 'A whole number from 1 to 720.',
    ratersTitle: 'Raters',
    raters: 'How many people rate before the report',
    ratersOf: { '1': 'One person', '2': 'Two people, blind to each other' },
    byKit: 'Kits that need another number',
    usual: 'Usual',
    kitsFailed: 'The kits could not be loaded. Their numbers stay as they are.',
    names: 'Hidden names',
    namesHint:
      'Raters see “Candidate 7F3” instead of a name until everyone has locked. Faces and voices stay.',
    namesPractice: 'Hide names in practice',
    namesInterviews: 'Hide names in interviews',
    namesInterviewsHint:
      'From those who rate from the queue. People who were invited to an interview know the name.',
    report: 'Reports',
    evaluatorsShown: 'What the report says about who rated',
    evaluatorsShownOf: {
      names: { label: 'First names', hint: '“Rated by Grace and Alan”' },
      count: { label: 'How many', hint: '“Rated by two evaluators”' },
    },
    invited: 'Reports for invited candidates',
    invitedHint: 'After ratings, someone writes a report for the candidate. Practice always gets one.',
    invitedPromise: 'Promise invited candidates their report in this time, too',
    invitedPromiseHint: 'Otherwise their interviews wait in the queue without a promise.',
    calibrationTitle: 'Calibration',
    calibration: 'New evaluators rate reference interviews first',
    calibrationHint:
      'They rate five references, or all of them while there are fewer. Until then, their other evaluations are for calibration only, and no one else sees them.',
    forbidden: 'Only owners and organizers can change these settings.',
  },
  calibration: {
    intro: 'How far your ratings are from the agreed ratings of reference interviews.',
    failed: 'The calibration could not be loaded',
    progress: 'References rated',
    progressOf: (done: number, needed: number) => `${done} of ${needed} rated`,
    /** What counts. */
    standings: {
      off: 'Calibration is off in your organization, so your evaluations count.',
      exempt: 'Owners and organizers are not calibrated, so your evaluations count.',
      'no-references': 'There are no references yet, so your evaluations count.',
      passed: 'You have rated enough references, so your evaluations count.',
    },
    /** `missing`: how many references are still to be rated before evaluations count; `open`: how many are listed. */
    rating: (missing: number, open: number) =>
      `Your evaluations count once you have rated ${
        missing < open ? `${missing} of these references` : open === 1 ? 'this reference' : 'these references'
      }. Until then they are for calibration only, and no one else sees them.`,
    never: 'Ratings of references never count: they only show how far you are from the agreed ratings.',
    distances: 'Distance by competency',
    noDistances: 'After your first reference, this shows how far you are from the agreed ratings.',
    columns: { competency: 'Competency', distance: 'Distance', direction: 'Direction', n: 'Ratings' },
    points: (mean: number) => `${mean.toFixed(1)} points`,
    milder: (bias: number) => `${bias.toFixed(1)} milder`,
    harsher: (bias: number) => `${bias.toFixed(1)} stricter`,
    same: 'Neither',
    rated: 'References you rated',
    agreed: 'Agreed',
    own: 'You',
    competency: 'Competency',
    missing: '–',
    at: (at: number, now: number) => `Locked ${formatDayWithin(at, now)}`,
    open: 'References to rate',
    noOpen: 'You have rated all references.',
    references: 'References',
    noReferences:
      'There are no references yet. Open the menu of a rated evaluation in the queue and choose “Use as a reference”.',
    agreedAt: (at: number, now: number) => `Agreed ${formatDayWithin(at, now)}`,
    openReference: 'Open',
    openReferenceOf: (role: string) => `Open: ${role}`,
    rate: 'Rate',
    rateOf: (role: string) => `Rate: ${role}`,
  },
  reference: {
    title: 'Use as a reference',
    body: 'New evaluators rate it and see how far they are from these ratings. Agree on them with the raters first.',
    failed: 'The scorecards could not be loaded',
    blind: 'Scorecards open once everyone has locked. Until then it cannot be a reference.',
    raters: (values: string) => `Raters: ${values}`,
    none: 'No evidence',
    save: 'Save as reference',
    remove: 'No longer a reference',
    saved: 'It is a reference now',
    removed: 'It is no longer a reference',
    notSaved: 'The reference was not saved',
  },
} as const;
