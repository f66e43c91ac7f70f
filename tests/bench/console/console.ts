import { sql } from 'kysely';
import { pino } from 'pino';
import { listRoutes } from '../../../server/features/console/listRoutes.ts';
import { createEvaluation } from '../../../server/features/evaluation/evaluation.ts';
import { homeRoutes } from '../../../server/features/home/routes.ts';
import type { StaffRequest } from '../../../server/features/routeHandlers.ts';
import { Interviews } from '../../../server/interviews/interviews.ts';
import { StaffInterviews } from '../../../server/interviews/staffInterviews.ts';
import type { Store } from '../../../server/store/store.ts';
import type { NewEvent, NewSeat } from '../../../shared/interview/events.ts';
import type { InterviewFilter } from '../../../shared/protocol/interviewList.ts';
import { newInterviewId, newSeat } from '../../support/interviewLog.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { openTestStore } from '../../support/testStore.ts';
import type { BenchCase, BenchContext } from '../benchCase.ts';
import { compared, distribution, median, percentile } from '../figure.ts';
import { measureImport } from './imports.ts';

const DAY_MS = 86_400_000;
const WARM_UP = 5;
const AT_ONCE = 50;
const FIRST_NAMES = [
  'Ada',
  'Grace',
  'Alan',
  'Edsger',
  'Barbara',
  'Niklaus',
  'Radia',
  'Mary',
  'José',
  'Ольга',
];
const LAST_NAMES = ['Lovelace', 'Hopper', 'Turing', 'Dijkstra', 'Liskov', 'Wirth', 'Perlman', 'Jackson'];
const JOB_ROLES = ['Backend developer', 'Nurse', 'Designer', 'Data analyst', 'Recruiter', 'Accountant'];
const STAFF = 40;

/**
 * How long the console's list, its search, its calendar, and the home page take with many interviews, and how long an import takes.
 *
 * Calls the routes' handlers in process, on SQLite, one call at a time. Interviews are written as the server writes them, with
 * three people each, over four years. The list is asked with its counts for each view that the page offers. The baseline reads 50
 * whole rows by their key with plain SQL, in the same run.
 */
export const console: BenchCase = {
  name: 'console',
  measures: 'the list of interviews, its search, its calendar, the home page, and an import of interviews',
  figures: ['console.list', 'console.search', 'console.calendar', 'console.home', 'console.csv'],
  parameters: {
    interviews: { full: 10_000, quick: 300 },
    asks: { full: 100, quick: 5 },
    rows: { full: 10_000, quick: 200 },
    imports: { full: 3, quick: 1 },
  },
  async run(context) {
    await using folder = await temporaryFolder('bench-console');
    await measureImport(context);
    const store = await openTestStore({ DATA_DIR: folder.path });
    await using _store = { [Symbol.asyncDispose]: () => store.close() };
    const count = context.parameter('interviews');
    const now = Date.now();
    await addInterviews(store, count, now);
    context.progress(`${count} interviews`);
    const baseline = median(await times(context, () => readRows(store)));
    const routes = listRoutes(store, { mailConfigured: true });
    const request = {
      ...{ member: ORGANIZER, headers: new Headers(), address: '127.0.0.1', setCookies: () => {} },
    } satisfies StaffRequest;
    const list = (filter: InterviewFilter, descending: boolean) =>
      routes['interviews.list']({ filter, sort: { by: 'time', descending }, counts: true }, request);
    const views: (() => Promise<unknown>)[] = [
      () => list({ statuses: ['scheduled', 'waiting', 'live'] }, false),
      () => list({ statuses: ['rating-due'] }, true),
      () => list({}, true),
      () => list({ jobRoles: ['Nurse'], heldBy: 'people' }, true),
      () => list({ person: addressOf(7) }, true),
      () =>
        routes['interviews.list']({ sort: { by: 'candidate', descending: false }, counts: true }, request),
    ];
    const note = `${count} interviews, SQLite, in process; baseline: 50 rows by key`;
    report(
      context,
      'console.list',
      await times(context, ...views),
      baseline,
      `with counts, ${views.length} views; ${note}`,
    );
    const searches = ['ada', 'hopper nurse', 'ОЛЬГА', `staff-7@example`, 'nothing like this'];
    const found = await times(context, ...searches.map(search => () => list({ search }, true)));
    report(context, 'console.search', found, baseline, `with counts; ${note}`);
    const days = (length: number) =>
      Array.from({ length: length + 1 }, (_, day) => now + (day - length / 2) * DAY_MS);
    const shown = await times(
      context,
      ...[7, 42].map(length => () => routes['interviews.calendar']({ days: days(length) }, request)),
    );
    report(context, 'console.calendar', shown, baseline, `a week and six weeks; ${note}`);
    report(
      context,
      'console.home',
      await homeTimes(context, store),
      baseline,
      `an interviewer of one in 40; ${note}`,
    );
  },
};

/** Times the home page of an organizer who takes part in interviews. No one evaluates in this bench. */
async function homeTimes(context: BenchContext, store: Store): Promise<number[]> {
  const interviews = new Interviews({ store: store.interviews });
  const evaluation = createEvaluation({
    store,
    interviews,
    accounts: { list: async () => [], subscribe: () => () => {} },
    logger: pino({ level: 'silent' }),
  });
  const routes = homeRoutes({
    store: store.home,
    queue: store.evaluationQueue,
    queueOf: evaluation.queueOf,
    calibrations: evaluation.calibrations,
    interviews: new StaffInterviews(interviews),
    clips: { progress: async () => ({ total: 0, ready: 0, failed: [] }) },
    mailConfigured: true,
    workloads: store.workloads,
  });
  const request = {
    ...{ member: { ...ORGANIZER, email: addressOf(7) }, headers: new Headers(), address: '127.0.0.1' },
    setCookies: () => {},
  } satisfies StaffRequest;
  const all = await times(context, () => routes['home.read']({}, request));
  await evaluation.close();
  return all;
}

const ORGANIZER = {
  userId: 'bench',
  name: 'Olga',
  email: 'olga@example.org',
  role: 'organizer' as const,
  disabled: false,
  teams: [],
};

function report(
  context: BenchContext,
  name: string,
  all: readonly number[],
  baseline: number,
  note: string,
): void {
  context.report({
    name,
    unit: 'ms',
    ...distribution(all),
    p99: percentile(all, 0.99),
    ...compared(median(all), baseline),
    note,
  });
}

/** Calls each function as often as the parameter says. Returns the milliseconds of all calls. */
async function times(context: BenchContext, ...calls: (() => Promise<unknown>)[]): Promise<number[]> {
  const all: number[] = [];
  for (const call of calls)
    for (let at = -WARM_UP; at < context.parameter('asks'); at += 1) {
      const startedAt = performance.now();
      await call();
      if (at >= 0) all.push(performance.now() - startedAt);
    }
  return all;
}

async function readRows({ database }: Store): Promise<void> {
  await sql`select * from interviews order by interview_id limit 50`.execute(database.kysely);
}

async function addInterviews(store: Store, count: number, now: number): Promise<void> {
  const interviews = new Interviews({ store: store.interviews });
  for (let from = 0; from < count; from += AT_ONCE)
    await Promise.all(
      Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, index) =>
        addInterview(interviews, from + index, count, now),
      ),
    );
}

const addressOf = (staff: number) => `staff-${staff % STAFF}@example.org`;

/** Adds the interview with this number. One in ten is still to come; most others were held. */
async function addInterview(
  interviews: Interviews,
  index: number,
  count: number,
  now: number,
): Promise<void> {
  const interviewId = newInterviewId();
  const name = `${FIRST_NAMES[index % 10]} ${LAST_NAMES[(index * 7) % 8]} ${index}`;
  const person = (role: 'interviewer' | 'observer', staff: number): NewSeat => ({
    ...newSeat(role, `Staff ${staff % STAFF}`),
    email: addressOf(staff),
  });
  const candidate = { ...newSeat('candidate', name), email: `candidate-${index}@example.com` };
  const lead = person('interviewer', index);
  const ahead = index >= count * 0.9;
  const scheduledAt = now + Math.round((index - count * 0.9) * ((4 * 365 * DAY_MS) / count));
  const jobRole = JOB_ROLES[index % JOB_ROLES.length] ?? '';
  const events: NewEvent[] = [
    {
      kind: 'interview.created',
      payload: {
        interviewId,
        title: `${jobRole}, round ${(index % 3) + 1}`,
        jobRole,
        scheduledAt,
        plannedMinutes: 45,
        seats: [candidate, lead, person('observer', index * 3 + 1)],
        leadSeatId: lead.seatId,
        namesHidden: index % 4 === 0,
      },
    },
  ];
  if (!ahead && index % 10 === 0) events.push({ kind: 'interview.cancelled', payload: {} });
  else if (!ahead)
    events.push({ kind: 'session.opened', payload: {} }, { kind: 'session.ended', payload: {} });
  await interviews.create(interviewId, { type: 'system' }, { events, result: undefined });
}
