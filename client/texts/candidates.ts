import {
  type DecidingState,
  type DecisionOutcome,
  type DecisionStage,
  OUTCOME_NAMES,
} from '../../shared/candidates/decision.ts';
import type { ConsentAnswer } from '../../shared/interview/setup.ts';
import { formatDecimals, formatList, formatNumber, plural } from '../../shared/intl.ts';
import type {
  CandidateDeletion,
  CandidateEvent,
  CandidatePractice,
} from '../../shared/protocol/candidateRoutes.ts';
import type { RecordingSummary } from '../../shared/protocol/recordingRoutes.ts';
import { recordingTexts } from './recordingList.ts';
import { formatDayAlone, formatMoment, formatMomentAlone } from './times.ts';

const stages: Record<DecisionStage, string> = {
  screening: 'Screening',
  interview: 'Interview',
  final: 'Final round',
  offer: 'Offer',
};

const rounds = (count: number) => plural(count, { one: '# interview', other: '# interviews' });

const MAILED: Record<NonNullable<CandidateEvent['mail']>, string> = {
  invited: 'Invitation emailed',
  canceled: 'Cancellation emailed',
  revoked: 'Email sent: the link was revoked',
};

function happenedOf({ what, to, mail, decision, name = '' }: CandidateEvent, now: number): string {
  switch (what) {
    case 'planned':
      return 'Interview created';
    case 'emailed':
      return MAILED[mail ?? 'invited'];
    case 'moved':
      return to === undefined ? 'Interview moved' : `Interview moved to ${formatMomentAlone(to, now)}`;
    case 'canceled':
      return 'Interview canceled';
    case 'held':
      return 'Interview held';
    case 'missed':
      return 'Interview ended without the candidate';
    case 'rated':
      return 'Ratings complete';
    case 'decided':
      return decision
        ? `Decision: ${OUTCOME_NAMES[decision.outcome]} (${stages[decision.stage]})`
        : 'Decision';
    case 'merged':
      return `Record of ${name} merged into this one`;
    case 'corrected':
      return 'Name or address corrected';
  }
}

export const candidateTexts = {
  known: 'Candidates you know',
  nav: 'Candidates',
  stages,
  outcomes: OUTCOME_NAMES,
  decided: (stage: DecisionStage, outcome: DecisionOutcome) => `${OUTCOME_NAMES[outcome]} (${stages[stage]})`,
  list: {
    title: 'Candidates',
    intro:
      'One record for each person. Interviews with the same email address belong to the same person. Interviews that are rated with hidden names aren’t listed until rating is over.',
    search: 'Search names and email addresses',
    role: 'Role',
    stage: 'Stage',
    outcome: 'Decision',
    sort: 'Sort by',
    sorts: { latest: 'Latest interview', name: 'Name' },
    any: 'Any',
    none: 'No decision',
    failed: 'Couldn’t load the candidates',
    stale: 'Couldn’t refresh the list. It may be out of date.',
    empty: 'No candidates yet',
    emptyBody: 'People appear here as soon as someone invites them to an interview.',
    noMatch: 'No candidate matches.',
    found: (count: number, isFiltered: boolean) =>
      isFiltered
        ? plural(count, { one: '# candidate matches', other: '# candidates match' })
        : plural(count, { one: '# candidate', other: '# candidates' }),
    rolesAndRounds: (roles: string, rounds: number) =>
      `${roles} · ${plural(rounds, { one: '# interview', other: '# interviews' })}`,
    at: (time: string, isNext: boolean, isCanceled: boolean) =>
      isCanceled ? `Canceled: ${time}` : isNext ? `Next: ${time}` : `Last: ${time}`,
    clear: 'Clear filters',
    more: 'Show more',
    moreFailed: 'Couldn’t load more candidates.',
    columns: {
      name: 'Candidate',
      roles: 'Role',
      rounds: 'Interviews',
      latest: 'Next or last',
      stage: 'Stage',
      decision: 'Decision',
    },
    undecided: 'No decision',
  },
  page: {
    back: 'All candidates',
    failed: 'Couldn’t load this candidate',
    gone: 'You can’t see this candidate',
    goneBody:
      'The record was deleted, or you don’t take part in any of its interviews, or names are hidden while they’re rated.',
    alsoKnownAs: (others: readonly string[]) => `Also known as ${formatList(others)}`,
    rounds,
    interviewers: (names: readonly string[]) => `With ${formatList(names)}`,
    recordingUntil: (at: number, now: number) => `Recording kept until ${formatDayAlone(at, now)}`,
    recordingForever: 'Recording kept until someone deletes it',
    watch: 'Watch',
    scorecards: 'Scorecards',
    report: { draft: 'Report: draft', published: 'Report: published' },
    byRecruiter: 'Virtual recruiter',
    absent: 'Didn’t take part',
    scores: (mean: number | undefined, raters: number) =>
      mean === undefined
        ? plural(raters, { one: '# scorecard', other: '# scorecards' })
        : `${formatDecimals(mean, 1)} of 5, ${plural(raters, { one: '# rater', other: '# raters' })}`,
    interviews: 'Interviews',
    recording: (state: RecordingSummary['state']) =>
      `Recording: ${recordingTexts.states[state].toLowerCase()}`,
    consentOf: ({ recording, observers, transcript }: ConsentAnswer) =>
      [
        recording ? 'Agreed to be recorded' : 'Didn’t agree to be recorded',
        ...(observers === undefined ? [] : [observers ? 'agreed to observers' : 'didn’t agree to observers']),
        ...(recording && transcript ? ['agreed to a transcript'] : []),
      ].join(', '),
    practice: 'Connected practice',
    practiceIntro: 'The candidate connected their practice with an interview.',
    practiced: (purpose: CandidatePractice['purpose']) =>
      purpose === 'evaluation' ? 'Evaluated practice' : 'Private practice, which only the candidate can open',
    exportAll: 'Export',
    actions: 'More actions',
  },
  history: {
    title: 'History',
    all: (count: number) => `Show all ${formatNumber(count)}`,
    line: (event: CandidateEvent, now: number) => {
      const happened = happenedOf(event, now);
      return event.byName ? `${happened} by ${event.byName}` : happened;
    },
  },
  decisions: {
    title: 'Decision',
    states: {
      open: '',
      rating:
        'You can decide once everyone has locked their scorecard, or scoring is closed. Until then, you can record that the candidate withdrew or is on hold.',
      own: 'You can see all decisions, and decide, once you’ve locked your own scorecard. Until then, you can record that the candidate withdrew or is on hold.',
      'not-held':
        'The candidate can move on once the interview is rated. Until then, you can record that they withdrew, or are on hold or rejected.',
      canceled:
        'This interview was canceled before it started. You can still record that the candidate withdrew, or is on hold or rejected.',
      'names-hidden': 'Names are hidden while this interview is rated. You can decide afterward.',
    } satisfies Record<DecidingState, string>,
    none: 'No decision yet',
    decide: 'Decide',
    record: 'Record an outcome',
    early:
      'Without ratings, the outcome can’t claim to rest on them. People who are to rate this interview see that the candidate withdrew, but not that they’re on hold or rejected.',
    correct: 'Change decision',
    dialog: (name: string) => `Decision about ${name}`,
    after: (title: string, day: string) => `After “${title}”, ${day}.`,
    dialogBody: 'Decisions are kept. A change is added as a new decision, and the earlier ones stay visible.',
    choose: 'Choose',
    stage: 'Stage',
    stageMissing: 'Choose a stage.',
    outcome: 'Outcome',
    outcomeMissing: 'Choose an outcome.',
    reason: 'Reason',
    reasonHint: 'Members who may see this interview can read it. The candidate can’t.',
    save: 'Save decision',
    saved: 'Decision saved',
    failed: 'The decision was not saved',
    loadFailed: 'Couldn’t load the decisions',
    line: (by: string, at: number, now: number) =>
      by ? `${by}, ${formatMoment(at, now)}` : formatMoment(at, now),
    earlier: 'Earlier decisions',
  },
  compare: {
    link: 'Compare candidates',
    title: 'Compare candidates',
    intro: 'Interviews of one job role, once everyone who is awaited has locked their scorecard.',
    failed: 'Couldn’t load the comparison',
    role: 'Job role',
    choose: 'Choose a job role',
    versions:
      'These interviews used different versions of the kit. Scores of different versions don’t compare, so each version has its own table.',
    kit: (role: string, level: string, version: number) => `${role}, ${level}: kit version ${version}`,
    table: (role: string, version: number) => `Candidates by competency, ${role}, kit version ${version}`,
    candidate: 'Candidate',
    overall: 'All ratings',
    decision: 'Decision',
    none: 'No decision',
    nothing: '–',
    sortBy: (column: string) => `Sort by ${column.toLowerCase()}`,
    pick: (name: string) => `Choose ${name}`,
    onlyPicked: (count: number) => `Show only ${formatNumber(count)} chosen`,
    everyone: 'Show everyone',
    download: 'Download as CSV',
    file: {
      name: (role: string, version: number) => `comparison-${role}-version-${version}.csv`,
      columns: ['Candidate', 'Interview (UTC)', 'Kit', 'Mean of all ratings', 'Raters'],
      statistics: ['mean', 'lowest', 'highest', 'ratings'],
    },
    decideOn: (action: string, name: string) => `${action}: ${name}`,
    scorecardsOf: (name: string) => `Scorecards of ${name}`,
    mean: (mean: number) => formatDecimals(mean, 1),
    raters: (count: number) => plural(count, { one: '# rater', other: '# raters' }),
    spread: (low: number, high: number, n: number) =>
      `${low === high ? '' : `${formatDecimals(low, 1)}–${formatDecimals(high, 1)}, `}n = ${n}`,
    watch: (name: string, competency: string) => `Watch ${name}: ${competency}`,
    empty: 'Nothing to compare yet',
    emptyBody: 'Interviews appear here once everyone who is awaited has locked their scorecard.',
    unrated: (count: number) =>
      plural(count, {
        one: '# more interview isn’t rated yet.',
        other: '# more interviews aren’t rated yet.',
      }),
  },
  debrief: {
    title: 'Debrief',
    states: {
      open: '',
      rating: 'You can read and write comments once the scorecards are open.',
      own: 'You can read and write comments once you’ve locked your own scorecard.',
      'not-held': 'You can read and write comments once the interview is over.',
      canceled: 'This interview was canceled before it started.',
      'names-hidden': 'Names are hidden while this interview is rated. You can comment afterward.',
    } satisfies Record<DecidingState, string>,
    none: 'No comments yet',
    label: 'Comment',
    hint: 'Read by members who may see this interview and have locked their scorecard. The candidate can’t read it.',
    add: 'Add comment',
    mention: 'Mention',
    failed: 'The comment was not added',
    remove: 'Delete comment',
    removed: 'Comment deleted',
    removeFailed: 'Couldn’t delete the comment',
    loadFailed: 'Couldn’t load the comments',
  },
  correction: {
    action: 'Edit name and email',
    title: (name: string) => `Edit ${name}`,
    name: 'Name',
    email: 'Email',
    emailHint: 'Later interviews with this address are added to this record.',
    body: 'This corrects the record. Emails about an interview still go to the address in that interview.',
    coming: 'To change where emails go, correct the address in each coming interview:',
    save: 'Save',
    done: 'Record corrected',
    failed: 'Couldn’t save the changes',
  },
  sameAddress: {
    belongs: (name: string) => `This address belongs to ${name}.`,
    use: (name: string) => `Use ${name}`,
    keep: 'Keep both names',
    kept: (name: string) => `The record of ${name} keeps its name, and lists this one as well.`,
  },
  merge: {
    action: 'Merge with another record',
    title: (name: string) => `Merge another record into ${name}’s`,
    body: 'Choose the record of the same person. Nothing is lost, and you can undo it on this page.',
    search: 'Search for the other record',
    choose: 'Other record',
    none: 'No other record matches.',
    different: (one: string, other: string) =>
      `The names differ: ${one} and ${other}. Merge only if both are the same person.`,
    confirm: 'Merge',
    done: 'The records are merged',
    failed: 'The records were not merged',
    merged: 'Merged records',
    by: (by: string, at: number, now: number) =>
      by ? `merged by ${by} ${formatMoment(at, now)}` : `merged ${formatMoment(at, now)}`,
    undo: 'Undo merge',
    undoOf: (name: string) => `Undo merge of ${name}`,
    undone: 'The records are separate again',
    undoFailed: 'Couldn’t undo the merge',
  },
  deletion: {
    action: 'Delete this person',
    title: (name: string) => `Delete ${name}?`,
    goes: 'This permanently deletes the recordings of the interviews below, ends the personal links and report links, deletes reports, debrief comments, and emails to this person, cancels coming interviews, and deletes connected practice and this record.',
    stays:
      'The interviews stay in the list, with the name, the scorecards, and the decisions, because they also hold what other people rated and decided. The name also stays in the audit log, and in emails to members. Interviews of hiring teams that you aren’t in stay, too. Interviews that are rated with hidden names stay until their rating is over. Then they’re listed under Candidates again, and you can delete them there.',
    irreversible: 'I understand that this can’t be undone',
    confirm: 'Delete person',
    done: ({ recordings, canceled, practice }: CandidateDeletion) =>
      `Deleted: ${formatList([
        plural(recordings, { one: '# recording', other: '# recordings' }),
        ...(canceled > 0
          ? [plural(canceled, { one: '# canceled interview', other: '# canceled interviews' })]
          : []),
        ...(practice > 0 ? [plural(practice, { one: '# practice page', other: '# practice pages' })] : []),
      ])}`,
  },
};
