import { staffMay } from '../../../shared/permissions.ts';
import { type QueueFilter, WORK_STEPS } from '../../../shared/protocol/evaluationRoutes.ts';
import {
  FAILURE_ROWS,
  type FirstSteps,
  HOME_ROWS,
  type HomeFailure,
} from '../../../shared/protocol/homeRoutes.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import { listReader, namesInList, type StaffInterviews } from '../../interviews/staffInterviews.ts';
import type { EvaluationQueue } from '../../store/evaluationQueue.ts';
import type { Block, HomeStore } from '../../store/homeStore.ts';
import type { ListedInterview as ListedWithStatus } from '../../store/interviewList.ts';
import type { ListReader } from '../../store/interviewSearch.ts';
import type { ListedInterview } from '../../store/interviewStore.ts';
import type { WorkloadStore } from '../../store/workloadStore.ts';
import { listedFor, overlapOf } from '../console/listRoutes.ts';
import type { Calibrations } from '../evaluation/Calibrations.ts';
import { type QueueOf, queueReader } from '../evaluation/QueueItems.ts';
import type { RecruiterClips } from '../recruiter/clipRoutes.ts';
import type { RouteHandlers } from '../routeHandlers.ts';

interface HomeOptions {
  store: HomeStore;
  queue: Pick<EvaluationQueue, 'counts'>;
  queueOf: QueueOf;
  interviews: Pick<StaffInterviews, 'read'>;
  calibrations: Pick<Calibrations, 'referencesFirst'>;
  clips: Pick<RecruiterClips, 'progress'>;
  mailConfigured: boolean;
  workloads: Pick<WorkloadStore, 'overlaps'>;
}

/** The recruiter's lines are checked this long before an interview. */
const LINES_AHEAD_MS = 2 * 24 * 60 * 60 * 1_000;
/** Questions have a block of their own. */
const OTHER_STEPS = WORK_STEPS.filter(step => step !== 'reply');
const NOTHING: { total: number; rows: never[] } = { total: 0, rows: [] };

/** What waits for one member, as far as their role and hiring teams let them see it. */
export function homeRoutes(options: HomeOptions): Pick<RouteHandlers, 'home.read'> {
  const { store, queue, queueOf, interviews, clips } = options;

  const queued = async (member: StaffMember, filter: QueueFilter, now: number) => {
    const { counts } = await queue.counts({ filter, ...queueReader(member), now });
    if (counts.total === 0) return NOTHING;
    return { total: counts.total, rows: (await queueOf(member, filter)).items.slice(0, HOME_ROWS) };
  };

  /** The member's own work, and the number of rows that are for others or for anyone. */
  const evaluationWork = async (member: StaffMember, now: number) => {
    const filter: QueueFilter = { steps: OTHER_STEPS, held: false };
    const own = await queued(member, { ...filter, who: 'mine' }, now);
    const { counts } = await queue.counts({ filter, ...queueReader(member), now });
    return { ...own, others: counts.total - own.total };
  };

  const questions = async (member: StaffMember, now: number) => {
    const { total, rows } = await queued(member, { steps: ['reply'] }, now);
    return {
      total,
      rows: rows.flatMap(({ interviewId, role, candidate, question }) =>
        question ? [{ interviewId, role, candidate, askedAt: question.askedAt }] : [],
      ),
    };
  };

  const ownInterviews = async (member: StaffMember, now: number) => {
    const { total, rows } = await store.ownInterviews(member.email, now, HOME_ROWS);
    const ids = rows.map(({ interviewId }) => interviewId);
    const overlaps = await options.workloads.overlaps(ids, listReader(member), now);
    return {
      total,
      rows: rows.map(({ role, ...row }) => {
        const overlap = overlaps.get(row.interviewId);
        return {
          ...interviewOf({ ...row, own: 'seat' }),
          role,
          candidateHere: row.present.candidate > 0,
          ...(overlap && { overlap: overlapOf(overlap, row) }),
        };
      }),
    };
  };

  /** Interviews of the next days for which the recruiter can't say every line. */
  const withoutLines = async (member: StaffMember, reader: ListReader, now: number) => {
    const soon = await store.heldByRecruiter(reader, now, now + LINES_AHEAD_MS, HOME_ROWS);
    const checked = await Promise.all(
      soon.map(async row => {
        const state = await interviews.read(row.interviewId, member);
        const complete = !state.rubric || (await clips.progress(state)).failed.length === 0;
        return complete ? [] : [row];
      }),
    );
    return checked.flat();
  };

  const failures = async (member: StaffMember, now: number) => {
    const reader = listReader(member);
    const [leaderless, mails, uninvited, recordings, lines] = await Promise.all([
      store.leaderless(reader, now, FAILURE_ROWS),
      store.failedMails(reader, FAILURE_ROWS),
      // Without a mail server, staff pass on all links themselves.
      options.mailConfigured ? store.uninvited(reader, now, FAILURE_ROWS) : NOTHING,
      store.failedRecordings(reader, FAILURE_ROWS),
      withoutLines(member, reader, now),
    ]);
    const as = (kind: HomeFailure['kind']) => (row: ListedInterview) => ({ kind, ...interviewOf(row) });
    const rows = [
      ...leaderless.rows.map(as('no-lead')),
      ...lines.map(as('lines')),
      ...mails.rows.map(as('mail')),
      ...uninvited.rows.map(row => as(row.invitation === 'no-address' ? 'no-address' : 'not-sent')(row)),
      ...recordings.rows.map(as('recording')),
    ];
    const total = leaderless.total + mails.total + uninvited.total + recordings.total + lines.length;
    return { total, rows: rows.slice(0, FAILURE_ROWS) };
  };

  const listed = listedFor(options.mailConfigured);
  const blockOf = async (found: Promise<Block<ListedWithStatus>>) => {
    const { total, rows } = await found;
    return { total, rows: rows.map(listed) };
  };

  const decisions = async (reader: ListReader, now: number) => {
    const { total, rows } = await blockOf(store.decisionsDue(reader, now, HOME_ROWS));
    const comparing = await store.comparing(rows.map(({ interviewId }) => interviewId));
    return {
      total,
      rows: rows.map(row => ({
        ...row,
        ...(comparing.has(row.interviewId) && { comparing: true as const }),
      })),
    };
  };

  const firstSteps = async (member: StaffMember): Promise<FirstSteps | undefined> => {
    if (await store.hasInterviews(listReader(member))) return undefined;
    return { mail: options.mailConfigured, ...(await store.firstSteps()) };
  };

  return {
    'home.read': async (_params, { member }) => {
      const now = Date.now();
      const may = (action: Parameters<typeof staffMay>[0]) => staffMay(action, member.role);
      const reader = listReader(member);
      const [
        own,
        upcoming,
        unscheduled,
        decidable,
        ratings,
        replies,
        evaluations,
        failed,
        steps,
        references,
      ] = await Promise.all([
        ownInterviews(member, now),
        reader.all ? blockOf(store.upcoming(reader, now, HOME_ROWS)) : NOTHING,
        reader.all ? blockOf(store.unscheduled(reader, now, HOME_ROWS)) : NOTHING,
        may('decisions.make') ? decisions(reader, now) : NOTHING,
        queued(member, { steps: ['rate'], held: true }, now),
        may('reports.write') ? questions(member, now) : NOTHING,
        may('evaluations.read') ? evaluationWork(member, now) : { ...NOTHING, others: 0 },
        may('interviews.change') ? failures(member, now) : NOTHING,
        may('interviews.create') ? firstSteps(member) : undefined,
        options.calibrations.referencesFirst(member),
      ]);
      return {
        interviews: own,
        upcoming,
        unscheduled,
        decisions: decidable,
        ratings,
        replies,
        evaluations,
        failures: failed,
        ...(steps && { steps }),
        ...(references && { references }),
        now,
      };
    },
  };
}

function interviewOf(row: ListedInterview) {
  const { interviewId, jobRole, scheduledAt, plannedMinutes, phase } = row;
  const { title, candidateNames } = namesInList(row);
  return { interviewId, title, jobRole, candidateNames, scheduledAt, plannedMinutes, phase };
}
