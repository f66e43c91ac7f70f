import { isDeepStrictEqual } from 'node:util';
import { median } from '../../../shared/agreement/ratingMatrix.ts';
import { AppError } from '../../../shared/errors.ts';
import { type InterviewId, type SeatId, UserId } from '../../../shared/ids.ts';
import { isInScope, staffMay, teamScopeOf } from '../../../shared/permissions.ts';
import type { CALIBRATION_ROUTES } from '../../../shared/protocol/calibrationRoutes.ts';
import type {
  EVALUATION_ROUTES,
  EvaluationStep,
  QueueFilter,
} from '../../../shared/protocol/evaluationRoutes.ts';
import type { RouteResult, StaffMember } from '../../../shared/protocol/http.ts';
import { auditTargetOf } from '../../interviews/seats.ts';
import type { StaffInterviews } from '../../interviews/staffInterviews.ts';
import type { AuditLog } from '../../store/auditLog.ts';
import type { ClaimLoad, EvaluationClaimStore } from '../../store/evaluationClaimStore.ts';
import type { EvaluationQueue } from '../../store/evaluationQueue.ts';
import type { EvaluationStore } from '../../store/evaluationStore.ts';
import type { SettingStore } from '../../store/settingStore.ts';
import type { RouteHandlers } from '../routeHandlers.ts';
import type { Calibrations } from './Calibrations.ts';
import type { Claims } from './Claims.ts';
import type { Comparisons } from './Comparisons.ts';
import type { EvaluationTracker } from './EvaluationTracker.ts';
import { type QueueItems, queueMember, queueReader } from './QueueItems.ts';

type EvaluationRoutes = Pick<RouteHandlers, keyof typeof EVALUATION_ROUTES | keyof typeof CALIBRATION_ROUTES>;

export interface EvaluationRouteOptions {
  tracker: EvaluationTracker;
  evaluations: EvaluationStore;
  queue: EvaluationQueue;
  /** Reads interviews. Throws if the member may not see the interview. */
  interviews: Pick<StaffInterviews, 'read' | 'readQueued'>;
  items: QueueItems;
  claims: Claims;
  evaluationClaims: EvaluationClaimStore;
  calibrations: Calibrations;
  comparisons: Comparisons;
  settings: SettingStore;
  audit: AuditLog;
  nameOf: () => Promise<(userId: UserId) => string>;
  listStaff: () => Promise<readonly StaffMember[]>;
  onAssigned: (assignment: Assignment) => Promise<void>;
}

export interface Assignment {
  evaluator: StaffMember;
  seatId: SeatId;
  by: string;
  role: string;
  /** Absent for practice, because nothing of a deleted practice interview may remain. */
  interviewId: InterviewId | undefined;
  dueAt: number | undefined;
}

/** Assigns an interview to an evaluator, and tells them. Throws `AppError` if they can't rate it. */
export async function assignEvaluation(
  { evaluations, claims, audit, ...options }: EvaluationRouteOptions,
  interviewId: InterviewId,
  userId: UserId,
  member: StaffMember,
): Promise<void> {
  const { teamId } = await options.interviews.read(interviewId, member);
  const evaluator = (await options.listStaff()).find(one => one.userId === userId && !one.disabled);
  if (!evaluator || !staffMay('evaluations.rate', evaluator.role))
    throw AppError.notFound('evaluator', userId);
  if (!isInScope(teamId, teamScopeOf(evaluator)))
    throw AppError.invalid('evaluator-outside-team', { field: 'userId' });
  const result = await claims.assign(interviewId, evaluator);
  if (result.outcome === 'taken') throw AppError.conflict('enough-raters', null);
  const { seatId } = result;
  await audit.add(entry(member, 'evaluation.assigned', seatId, { userId }));
  const row = await evaluations.find(interviewId);
  if (!row) return;
  const { role, dueAt, kind } = row;
  const linked = kind === 'interview' ? interviewId : undefined;
  await options.onAssigned({ evaluator, seatId, by: member.name, role, interviewId: linked, dueAt });
}

export function evaluationRoutes(options: EvaluationRouteOptions): EvaluationRoutes {
  const { tracker, evaluations, queue, items, claims, calibrations, comparisons, settings, audit } = options;
  return {
    'evaluations.list': async ({ filter, after }, { member }) => {
      const now = Date.now();
      const person = await personOf(options, filter, member);
      const references = await calibrations.referencesFirst(member);
      const query = {
        ...{ filter, ...queueReader(member), now },
        ...{ person: person && queueMember(person), shadow: references !== undefined },
      };
      const { rows, next } = await queue.page(query, after);
      const { held: _only, ...counted } = filter;
      const totals = await queue.counts({ ...query, filter: counted });
      return {
        items: await items.of(rows, member),
        ...(next && { next }),
        ...totals,
        ...(person && { person: person.name }),
        ...(staffMay('evaluations.manage', member.role) && { people: await ratersOf(options) }),
        ...(references && { references }),
        now,
      };
    },
    'evaluations.read': async ({ interviewId }, { member }) => {
      await options.interviews.readQueued(interviewId, member);
      const row = await evaluations.find(interviewId);
      if (!row) throw AppError.notFound('evaluation', interviewId);
      const [item] = await items.of([row], member);
      if (!item) throw AppError.notFound('evaluation', interviewId);
      return { item };
    },
    'evaluations.claim': async ({ interviewId }, { member }) => {
      const result = await claims.claim(interviewId, member);
      if (result.outcome === 'claimed') {
        const { seatId, shadow } = result.claim;
        await audit.add(entry(member, 'evaluation.claimed', seatId, { shadow }));
        return result;
      }
      const row = await evaluations.find(interviewId);
      const next = row && (await items.next(row, member));
      const nameOf = await options.nameOf();
      return { outcome: 'taken', by: result.by.map(nameOf), ...(next && { next }) };
    },
    'evaluations.open': async ({ interviewId }, { member }) => ({
      claim: await claims.open(interviewId, member),
    }),
    'evaluations.renew': async ({ interviewId }, { member }) => ({
      expiresAt: await claims.renew(interviewId, member),
    }),
    'evaluations.release': async ({ interviewId }, { member }) => {
      const seatId = await claims.release(interviewId, member);
      await audit.add(entry(member, 'evaluation.released', seatId));
    },
    'evaluations.takeBack': async ({ interviewId, userId }, { member }) => {
      const nameOf = await options.nameOf();
      const seatId = await claims.takeBack(interviewId, { userId, name: nameOf(userId) }, member);
      await audit.add(entry(member, 'evaluation.takenBack', seatId, { userId }));
    },
    'evaluations.assign': ({ interviewId, userId }, { member }) =>
      assignEvaluation(options, interviewId, userId, member),
    'evaluations.addRater': async ({ interviewId }, { member }) => {
      const row = await claims.addRater(interviewId, member);
      const [item] = await items.of([row], member);
      if (!item) throw AppError.notFound('evaluation', interviewId);
      return { item };
    },
    'evaluations.comparison': ({ interviewId }, { member }) => comparisons.of(interviewId, member),
    'evaluations.remindToCompare': async ({ interviewId, seatId }, { member }) => {
      const state = await comparisons.remind(interviewId, seatId, member);
      await audit.add(entry(member, 'evaluation.comparisonReminded', auditTargetOf(state), { seatId }));
    },
    'evaluations.remindToRate': async ({ interviewId, seatId }, { member }) => {
      const state = await comparisons.remindToRate(interviewId, seatId, member);
      await audit.add(entry(member, 'evaluation.ratingReminded', auditTargetOf(state), { seatId }));
    },
    'evaluations.endComparison': async ({ interviewId, reason }, { member }) => {
      const state = await comparisons.end(interviewId, reason, member);
      await audit.add(entry(member, 'evaluation.comparisonEnded', auditTargetOf(state)));
      await tracker.follow(interviewId);
    },
    'evaluations.setDue': async ({ interviewId, dueAt }, { member }) => {
      const state = await options.interviews.read(interviewId, member);
      if (dueAt !== null && dueAt <= Date.now()) throw AppError.invalid('due-passed', { field: 'dueAt' });
      const due = dueAt === null ? undefined : { at: dueAt, by: UserId.parse(member.userId) };
      const action = due ? 'evaluation.dueSet' : 'evaluation.dueCleared';
      const set = await evaluations.setDue(
        interviewId,
        due,
        entry(member, action, auditTargetOf(state), due && { dueAt: due.at }),
      );
      const row = set ? await evaluations.find(interviewId) : undefined;
      const [item] = row ? await items.of([row], member) : [];
      if (!item) throw AppError.notFound('evaluation', interviewId);
      return { item };
    },
    'evaluations.load': () => readLoad(options),
    'evaluations.settings': async () => ({ settings: await tracker.settings() }),
    'evaluations.change': async ({ settings: wanted }, { member }) => {
      const before = await tracker.settings();
      const earlier = new Map<string, unknown>(Object.entries(before));
      const changed = Object.entries(wanted).flatMap(([name, value]) =>
        isDeepStrictEqual(value, earlier.get(name)) ? [] : [name],
      );
      if (changed.length === 0) return;
      await settings.write(
        'evaluation',
        { ...before, ...wanted },
        entry(member, 'evaluation.changed', 'settings', { changed }),
      );
    },
    'evaluations.markReference': async ({ interviewId, ratings }, { member }) => {
      const state = await calibrations.mark(interviewId, ratings, member);
      const action = ratings ? 'evaluation.referenceMarked' : 'evaluation.referenceUnmarked';
      await audit.add(entry(member, action, auditTargetOf(state)));
    },
    'evaluations.calibration': async ({ userId }, { member }) => {
      if (userId === undefined || userId === member.userId)
        return { calibration: await calibrations.of(member, member) };
      if (!staffMay('evaluations.manage', member.role)) throw AppError.forbidden();
      const evaluator = (await options.listStaff()).find(one => one.userId === userId);
      if (!evaluator) throw AppError.notFound('evaluator', userId);
      return { calibration: await calibrations.of(evaluator, member) };
    },
  };
}

function entry({ userId }: StaffMember, action: string, target: string, details?: Record<string, unknown>) {
  return { actor: userId, action, target, ...(details && { details }) };
}

/** Returns whose work the filter asks for. Throws `forbidden` if the reader may not see it. */
async function personOf(
  { listStaff }: Pick<EvaluationRouteOptions, 'listStaff'>,
  { person }: QueueFilter,
  reader: StaffMember,
): Promise<StaffMember | undefined> {
  if (person === undefined) return undefined;
  if (person !== reader.userId && !staffMay('evaluations.manage', reader.role)) throw AppError.forbidden();
  const found = (await listStaff()).find(({ userId }) => userId === person);
  if (!found) throw AppError.notFound('evaluator', person);
  return found;
}

/** Members who may rate, by name. */
async function ratersOf({ listStaff }: Pick<EvaluationRouteOptions, 'listStaff'>) {
  return (await listStaff())
    .filter(({ disabled, role }) => !disabled && staffMay('evaluations.rate', role))
    .map(({ name, userId }) => ({ name, userId: UserId.parse(userId) }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

type Load = RouteResult<'evaluations.load'>;

async function readLoad({
  evaluationClaims,
  listStaff,
  calibrations,
  tracker,
}: Pick<
  EvaluationRouteOptions,
  'evaluationClaims' | 'listStaff' | 'calibrations' | 'tracker'
>): Promise<Load> {
  const { ageing, reports } = await evaluationClaims.queueLoad(Date.now());
  const loads = new Map((await evaluationClaims.claimLoads()).map(load => [load.userId as string, load]));
  const people: Load['people'] = [];
  for (const member of await listStaff()) {
    const { turnaroundMs = [], ...load } = loads.get(member.userId) ?? {};
    const open = openWork(load, member);
    const mayRate = !member.disabled && staffMay('evaluations.rate', member.role);
    if (!mayRate && open === 0) continue;
    const medianMs = median(turnaroundMs);
    const calibration = mayRate ? await calibrations.progressOf(member) : undefined;
    people.push({
      userId: UserId.parse(member.userId),
      name: member.name,
      open,
      locked: turnaroundMs.length,
      ...(medianMs !== undefined && { medianMs }),
      ...(calibration && { calibration }),
    });
  }
  const medianMs = median(reports.map(({ turnaroundMs }) => turnaroundMs));
  return {
    people,
    calibrates: (await tracker.settings()).calibration,
    ageing,
    ...(medianMs !== undefined && { medianMs }),
    published: reports.length,
    promised: reports.filter(({ promise }) => promise !== undefined).length,
    onTime: reports.filter(({ promise }) => promise === 'kept').length,
  };
}

/** Counts what the queue shows the member as theirs to do. */
function openWork({ held = 0, after = [] }: Partial<ClaimLoad>, { role }: StaffMember): number {
  const publishes = staffMay('reports.publish', role);
  const may = (step: EvaluationStep) => publishes || (step !== 'publish' && step !== 'republish');
  return after.reduce((sum, { step, count }) => (may(step) ? sum + count : sum), held);
}
