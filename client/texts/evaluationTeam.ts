import { formatList, formatNumber } from '../../shared/intl.ts';
import { common } from './common.ts';
import { formatDuration } from './times.ts';

/** Texts of the pages that say who evaluates how much, and by which rules. */
export const evaluationTeamTexts = {
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
    handOver: (open: number) => `${formatNumber(open)} · Hand over`,
    handOverOf: (open: number, name: string) => `${formatNumber(open)} · Hand over: ${name}`,
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
        : 'This applies to evaluated practice. The role page promises it to the people who practice. Interviews have no due date, unless you turn on reports for invited candidates below or set a date in the queue.',
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
      'Evaluators see “Candidate 500C-EE26” instead of a name until everyone has locked. Faces and voices aren’t hidden.',
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
      none: 'Right now, this affects no evaluator.',
      some: (names: readonly string[], turnsOn: boolean) =>
        turnsOn
          ? `Once you save, these evaluators have to rate references first, and what they claim next is only for calibration: ${formatList(names)}.`
          : `Still have to rate references: ${formatList(names)}.`,
      experienced: (names: readonly string[]) =>
        `Nothing changes for evaluators who have locked five evaluations or rated the references: ${formatList(names)}.`,
    },
    forbidden: 'Only owners and organizers can change these settings.',
  },
} as const;
