import type { Logger } from 'pino';
import { type InterviewId, UserId } from '../../../shared/ids.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import type { Interviews } from '../../interviews/interviews.ts';
import { StaffInterviews } from '../../interviews/staffInterviews.ts';
import type { Store } from '../../store/store.ts';
import type { StaffAccounts } from '../staff/accounts.ts';
import { Calibrations } from './Calibrations.ts';
import { Claims } from './Claims.ts';
import { type ComparisonMails, Comparisons } from './Comparisons.ts';
import { EvaluationTracker } from './EvaluationTracker.ts';
import { QueueItems, type QueueOf, queueReader } from './QueueItems.ts';
import {
  type Assignment,
  assignEvaluation,
  type EvaluationRouteOptions,
  evaluationRoutes,
} from './routes.ts';

export interface EvaluationOptions {
  store: Store;
  interviews: Interviews;
  accounts: Pick<StaffAccounts, 'list' | 'subscribe'>;
  logger: Logger;
  /** Notifies an evaluator. Failures are only logged, because the evaluator's queue shows the assignment. */
  tellAssigned?: ((assignment: Assignment) => Promise<void>) | undefined;
  /** Absent where no email can be sent. */
  mails?: ComparisonMails | undefined;
  pollEveryMs?: number | undefined;
}

export interface EvaluationFeature {
  readonly routes: ReturnType<typeof evaluationRoutes>;
  /** Assigns an interview to an evaluator, and tells them. Throws `AppError` if they can't rate it. */
  assign(interviewId: InterviewId, userId: UserId, actor: StaffMember): Promise<void>;
  readonly tracker: EvaluationTracker;
  readonly calibrations: Calibrations;
  readonly queueOf: QueueOf;
  close(): Promise<void>;
}

export function createEvaluation(options: EvaluationOptions): EvaluationFeature {
  const { store, interviews, accounts, logger } = options;
  const forStaff = new StaffInterviews(interviews);
  const listStaff = () => accounts.list();
  const nameOf = async () => {
    const names = new Map((await listStaff()).map(({ userId, name }) => [userId, name]));
    return (userId: UserId) => names.get(userId) ?? '';
  };
  const tracker = new EvaluationTracker({
    interviews,
    logs: store.interviews,
    evaluations: store.evaluations,
    claims: store.evaluationClaims,
    reports: store.reports,
    settings: store.settings,
    staffByAddress: async () =>
      new Map((await listStaff()).map(({ email, userId }) => [email.toLowerCase(), UserId.parse(userId)])),
    logger,
    pollEveryMs: options.pollEveryMs,
  });
  const calibrations = new Calibrations({
    interviews: forStaff,
    logs: interviews,
    evaluations: store.evaluations,
    claims: store.evaluationClaims,
    recordings: store.interviewRecordings,
    store: store.references,
    nameOf,
    follow: interviewId => tracker.follow(interviewId),
    settings: () => tracker.settings(),
  });
  const isShadow: Calibrations['isShadow'] = member => calibrations.isShadow(member);
  const unsubscribe = accounts.subscribe(({ disabled }) => {
    if (disabled) void tracker.poll();
  });
  const items = new QueueItems({
    queue: store.evaluationQueue,
    evaluations: store.evaluations,
    claims: store.evaluationClaims,
    interviews: store.interviewList,
    recordings: store.interviewRecordings,
    nameOf,
    isShadow,
  });
  const routeOptions = {
    tracker,
    evaluations: store.evaluations,
    queue: store.evaluationQueue,
    interviews: forStaff,
    items,
    claims: new Claims({
      tracker,
      interviews: forStaff,
      claims: store.evaluationClaims,
      queue: store.evaluations,
      isShadow,
    }),
    evaluationClaims: store.evaluationClaims,
    calibrations,
    comparisons: new Comparisons({
      interviews: forStaff,
      logs: store.interviews,
      listStaff,
      mails: options.mails,
    }),
    settings: store.settings,
    audit: store.audit,
    nameOf,
    listStaff,
    onAssigned: async assignment => {
      try {
        await options.tellAssigned?.(assignment);
      } catch (error) {
        logger.error({ err: error }, 'could not notify an evaluator');
      }
    },
  } satisfies EvaluationRouteOptions;
  return {
    routes: evaluationRoutes(routeOptions),
    assign: (interviewId, userId, actor) => assignEvaluation(routeOptions, interviewId, userId, actor),
    tracker,
    calibrations,
    queueOf: async (member, filter) => {
      const shadow = await isShadow(member);
      const query = { filter, ...queueReader(member), shadow, now: Date.now() };
      const { rows, next } = await store.evaluationQueue.page(query);
      return { items: await items.of(rows, member), more: next !== undefined };
    },
    close: async () => {
      unsubscribe();
      await tracker.close();
    },
  };
}
