import { staffMay } from '../../../shared/permissions.ts';
import { type QueueFilter, WORK_STEPS } from '../../../shared/protocol/evaluationRoutes.ts';
import { type FirstSteps, HOME_ROWS, type HomeFailure } from '../../../shared/protocol/homeRoutes.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import { listReader, type StaffInterviews, shownNames } from '../../interviews/staffInterviews.ts';
import type { EvaluationQueue } from '../../store/evaluationQueue.ts';
import type { HomeStore } from '../../store/homeStore.ts';
import type { ListReader } from '../../store/interviewSearch.ts';
import type { ListedInterview } from '../../store/interviewStore.ts';
import { type QueueOf, queueReader } from '../evaluation/QueueItems.ts';
import type { RecruiterClips } from '../recruiter/clipRoutes.ts';
import type { RouteHandlers } from '../routeHandlers.ts';

interface HomeOptions {
  store: HomeStore;
  queue: Pick<EvaluationQueue, 'counts'>;
  queueOf: QueueOf;
  interviews: Pick<StaffInterviews, 'read'>;
  clips: Pick<RecruiterClips, 'progress'>;
  mailConfigured: boolean;
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

  const questions = async (member: StaffMember, now: number) => {
    const { total, rows } = await queued(member, { steps: ['reply'] }, now);
    return {
      total,
      rows: rows.flatMap(({ interviewId, role, candidate, question }) =>
        question ? [{ interviewId, role, candidate, askedAt: question.askedAt }] : [],
      ),
    };
  };

  const ownInterviews = async ({ email }: StaffMember, now: number) => {
    const { total, rows } = await store.ownInterviews(email, now, HOME_ROWS);
    return {
      total,
      rows: rows.map(({ role, ...row }) => ({
        ...interviewOf({ ...row, own: 'seat' }),
        role,
        candidateHere: row.present.candidate > 0,
      })),
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
    const [mails, recordings, lines] = await Promise.all([
      store.failedMails(reader, HOME_ROWS),
      store.failedRecordings(reader, HOME_ROWS),
      withoutLines(member, reader, now),
    ]);
    const as = (kind: HomeFailure['kind']) => (row: ListedInterview) => ({ kind, ...interviewOf(row) });
    const rows = [
      ...lines.map(as('lines')),
      ...mails.rows.map(as('mail')),
      ...recordings.rows.map(as('recording')),
    ];
    return { total: mails.total + recordings.total + lines.length, rows: rows.slice(0, HOME_ROWS) };
  };

  const firstSteps = async (member: StaffMember): Promise<FirstSteps | undefined> => {
    if (await store.hasInterviews(listReader(member))) return undefined;
    return { mail: options.mailConfigured, ...(await store.firstSteps()) };
  };

  return {
    'home.read': async (_params, { member }) => {
      const now = Date.now();
      const may = (action: Parameters<typeof staffMay>[0]) => staffMay(action, member.role);
      const [own, ratings, replies, others, failed, steps] = await Promise.all([
        ownInterviews(member, now),
        queued(member, { steps: ['rate'], held: true }, now),
        may('reports.write') ? questions(member, now) : NOTHING,
        may('evaluations.read') ? queued(member, { steps: OTHER_STEPS, held: false }, now) : NOTHING,
        may('interviews.change') ? failures(member, now) : NOTHING,
        may('interviews.create') ? firstSteps(member) : undefined,
      ]);
      return {
        interviews: own,
        ratings,
        replies,
        evaluations: others,
        failures: failed,
        ...(steps && { steps }),
        now,
      };
    },
  };
}

function interviewOf(row: ListedInterview) {
  const { interviewId, jobRole, scheduledAt, plannedMinutes, phase } = row;
  const { title, candidateNames } = shownNames({ ...row, practice: false, ended: phase === 'ended' });
  return { interviewId, title, jobRole, candidateNames, scheduledAt, plannedMinutes, phase };
}
