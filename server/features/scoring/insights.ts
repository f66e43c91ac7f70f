import { median } from '../../../shared/agreement/ratingMatrix.ts';
import { DecisionOutcome, OUTCOME_NAMES } from '../../../shared/candidates/decision.ts';
import { csvText } from '../../../shared/csv.ts';
import type { InterviewId } from '../../../shared/ids.ts';
import type { InterviewStatus } from '../../../shared/interview/status.ts';
import type { TeamScope } from '../../../shared/permissions.ts';
import type {
  InsightFigure,
  InsightGroup,
  InsightPeriod,
  Insights,
} from '../../../shared/protocol/insightRoutes.ts';
import type { CohortDecision, InsightStore, PlannedInterview } from '../../store/insightStore.ts';

/** Figures of fewer cases would say something about single people. */
export const INSIGHT_CASES = 5;

const MINUTE_MS = 60_000;
const HELD: ReadonlySet<InterviewStatus> = new Set(['rating-due', 'rated', 'held', 'decided']);

interface Interview extends PlannedInterview {
  lastLock: number | undefined;
  /** First decision about each of the candidates. */
  firstDecisions: readonly CohortDecision[];
}

/** A person and a job role, with the person's interviews for it. */
interface Candidacy {
  interviews: Interview[];
  decisions: CohortDecision[];
}

/**
 * Returns the figures of the interviews that are planned in the period, of these hiring teams. Times that are still
 * ahead are left out, because nothing can have come of them yet.
 */
export async function insightsOf(
  store: InsightStore,
  teams: TeamScope,
  { from, to, jobRole }: InsightPeriod,
  now: number,
): Promise<Insights> {
  const end = Math.min(to, now);
  const [current, before] = await Promise.all([
    readCohort(store, { teams, from, to: end }, now),
    readCohort(store, { teams, from: Math.max(0, 2 * from - end), to: from }, now),
  ]);
  const roles = [...new Set(current.map(role => role.jobRole))].toSorted((a, b) => a.localeCompare(b));
  const isChosen = (role: Cohort) => jobRole === undefined || role.jobRole === jobRole;
  const shown = current.filter(isChosen);
  const byRole = shown.map(role => ({ jobRole: role.jobRole, ...groupOf([role]) }));
  const large = byRole.filter(({ candidates }) => candidates >= INSIGHT_CASES);
  return {
    needed: INSIGHT_CASES,
    jobRoles: roles,
    all: groupOf(shown),
    before: groupOf(before.filter(isChosen)).figures,
    byRole: large.toSorted((a, b) => b.candidates - a.candidates || a.jobRole.localeCompare(b.jobRole)),
    smallRoles: byRole.length - large.length,
  };
}

/** What was planned for one job role. */
interface Cohort {
  jobRole: string;
  interviews: readonly Interview[];
  candidacies: readonly Candidacy[];
}

async function readCohort(
  store: InsightStore,
  cohort: { teams: TeamScope; from: number; to: number },
  now: number,
): Promise<Cohort[]> {
  const [planned, locks, seats, decisions] = await Promise.all([
    store.interviews(cohort, now),
    store.lastLocks(cohort),
    store.seats(cohort),
    store.decisions(cohort),
  ]);
  const decided = Map.groupBy(decisions, ({ interviewId }) => interviewId);
  const seated = Map.groupBy(seats, ({ interviewId }) => interviewId);
  const interviews = planned.map(interview => ({
    ...interview,
    lastLock: locks.get(interview.interviewId),
    firstDecisions: (decided.get(interview.interviewId) ?? []).filter(({ number }) => number === 1),
  }));
  return [...Map.groupBy(interviews, ({ jobRole }) => jobRole)].map(([jobRole, own]) => {
    const candidacies = new Map<string, Candidacy>();
    for (const interview of own) {
      const { interviewId } = interview;
      // Records of candidates follow the log a moment later.
      const people = seated.get(interviewId) ?? [{ person: interviewId, seatId: undefined }];
      for (const { person, seatId } of people) {
        const candidacy = candidacies.get(person) ?? { interviews: [], decisions: [] };
        candidacies.set(person, candidacy);
        candidacy.interviews.push(interview);
        const about = decidedAbout(decided, interviewId, seatId);
        candidacy.decisions.push(...about);
      }
    }
    return { jobRole, interviews: own, candidacies: [...candidacies.values()] };
  });
}

function decidedAbout(
  decided: ReadonlyMap<InterviewId, readonly CohortDecision[]>,
  interviewId: InterviewId,
  seatId: string | undefined,
): readonly CohortDecision[] {
  const found = decided.get(interviewId) ?? [];
  return seatId === undefined ? found : found.filter(decision => decision.seatId === seatId);
}

function groupOf(cohorts: readonly Cohort[]): InsightGroup {
  const interviews = cohorts.flatMap(cohort => cohort.interviews);
  const candidacies = cohorts.flatMap(cohort => cohort.candidacies);
  const held = interviews.filter(isHeld);
  const missed = interviews.filter(({ status }) => status === 'no-show').length;
  const invited = held.length + missed;
  return {
    candidates: candidacies.length,
    ...(candidacies.length >= INSIGHT_CASES && { funnel: funnelOf(candidacies) }),
    figures: {
      toInterview: medianOf(
        held.flatMap(({ createdAt, scheduledAt }) =>
          createdAt === undefined ? [] : scheduledAt - createdAt,
        ),
      ),
      toRated: medianOf(
        held.flatMap(({ endedAt, lastLock }) =>
          endedAt === undefined || lastLock === undefined ? [] : lastLock - endedAt,
        ),
      ),
      toDecision: medianOf(
        held.flatMap(interview => interview.firstDecisions.map(({ at }) => at - endOf(interview))),
      ),
      noShow: { n: invited, ...(invited >= INSIGHT_CASES && { value: missed / invited }) },
    },
  };
}

function funnelOf(candidacies: readonly Candidacy[]): NonNullable<InsightGroup['funnel']> {
  const count = (matches: (candidacy: Candidacy) => boolean) => candidacies.filter(matches).length;
  const outcomes = candidacies.flatMap(({ decisions }) => {
    const last = decisions.toSorted((a, b) => a.at - b.at || a.number - b.number).at(-1);
    return last ? last.outcome : [];
  });
  const missing = candidacies.filter(({ interviews }) => !interviews.some(isHeld)).map(lastStatusOf);
  const ended = (status: InterviewStatus) => missing.filter(one => one === status).length;
  const [noShow, canceled, notHeld] = [ended('no-show'), ended('canceled'), ended('not-held')];
  return {
    held: candidacies.length - missing.length,
    rated: count(({ interviews }) => interviews.some(one => isHeld(one) && one.isRated)),
    decided: outcomes.length,
    outcomes: DecisionOutcome.options.flatMap(outcome => {
      const found = outcomes.filter(one => one === outcome).length;
      return found === 0 ? [] : [{ outcome, count: found }];
    }),
    ...{ noShow, canceled, notHeld, open: missing.length - noShow - canceled - notHeld },
  };
}

function lastStatusOf({ interviews }: Candidacy): InterviewStatus | undefined {
  return interviews.toSorted((a, b) => a.scheduledAt - b.scheduledAt).at(-1)?.status;
}

function isHeld({ status }: Interview): boolean {
  return HELD.has(status);
}

/** Returns the end of an interview. Those without a kit have only a planned one. */
function endOf({ endedAt, scheduledAt, plannedMinutes }: Interview): number {
  return endedAt ?? scheduledAt + plannedMinutes * MINUTE_MS;
}

/** Times below 0 count as 0: people can lock or decide during the interview, or enter one that is past. */
function medianOf(times: readonly number[]): InsightFigure {
  const value = median(times.map(ms => Math.max(0, ms)));
  return { n: times.length, ...(value !== undefined && times.length >= INSIGHT_CASES && { value }) };
}

const COLUMNS = ['From (UTC)', 'To (UTC)', 'Role', 'Figure', 'Value', 'Unit', 'Cases'];
const HOUR_MS = 60 * MINUTE_MS;

/** Returns a file with one line for each figure, first those of all roles. Values of too few cases are empty. */
export function insightsCsv({ from, to, jobRole }: InsightPeriod, insights: Insights): string {
  const period = [from, to].map(at => new Date(at).toISOString());
  const groups = [{ ...insights.all, jobRole: jobRole ?? 'All roles' }, ...(jobRole ? [] : insights.byRole)];
  const lines = groups.flatMap(group => csvRows(group).map(row => [...period, group.jobRole, ...row]));
  return csvText([COLUMNS, ...lines]);
}

function csvRows({ candidates, funnel, figures }: InsightGroup): string[][] {
  const { toInterview, toRated, toDecision, noShow } = figures;
  const counted = (name: string, count: number | undefined) => [
    ...[name, count === undefined ? '' : String(count), 'candidates', String(candidates)],
  ];
  const timed = (name: string, { n, value }: InsightFigure) => [
    ...[`${name} (median)`, value === undefined ? '' : rounded(value / HOUR_MS), 'hours', String(n)],
  ];
  return [
    counted('Planned', candidates),
    counted('Held', funnel?.held),
    counted('Rated', funnel?.rated),
    counted('Decided', funnel?.decided),
    ...DecisionOutcome.options.map(outcome =>
      counted(
        `Decided: ${OUTCOME_NAMES[outcome]}`,
        funnel && (funnel.outcomes.find(one => one.outcome === outcome)?.count ?? 0),
      ),
    ),
    counted('No-show', funnel?.noShow),
    counted('Canceled', funnel?.canceled),
    counted('Didn’t take place', funnel?.notHeld),
    counted('Still open', funnel?.open),
    timed('Time to the interview', toInterview),
    timed('Time to the last rating', toRated),
    timed('Time to the decision', toDecision),
    [
      'No-show rate',
      noShow.value === undefined ? '' : rounded(noShow.value * 100),
      'percent',
      String(noShow.n),
    ],
  ];
}

function rounded(value: number): string {
  return String(Math.round(value * 10) / 10);
}
