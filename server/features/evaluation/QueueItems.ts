import { type InterviewId, type SeatId, UserId } from '../../../shared/ids.ts';
import { formatList } from '../../../shared/intl.ts';
import { staffMay } from '../../../shared/permissions.ts';
import {
  type EvaluationStep,
  type QueueClaim,
  type QueueFilter,
  type QueueGroup,
  QueueItem,
  WORK_STEPS,
} from '../../../shared/protocol/evaluationRoutes.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import { listReader, namesInList } from '../../interviews/staffInterviews.ts';
import type { EvaluationClaimStore, StoredClaim } from '../../store/evaluationClaimStore.ts';
import type { EvaluationQueue } from '../../store/evaluationQueue.ts';
import type { EvaluationStore, StoredClosedDetail, StoredEvaluation } from '../../store/evaluationStore.ts';
import type { InterviewList } from '../../store/interviewList.ts';
import type { InterviewRecordingStore, RecordingPhase } from '../../store/interviewRecordingStore.ts';
import type { QueueMember, QueueQuery } from '../../store/queueGroups.ts';
import { notReferableBecause } from './referable.ts';

export type QueueOf = (
  member: StaffMember,
  filter: QueueFilter,
) => Promise<{ items: readonly QueueItem[]; more: boolean }>;

interface QueueItemsOptions {
  queue: Pick<EvaluationQueue, 'page'>;
  evaluations: Pick<EvaluationStore, 'ownPractice' | 'publishRequests' | 'openQuestions'>;
  claims: Pick<EvaluationClaimStore, 'of'>;
  interviews: Pick<InterviewList, 'page'>;
  recordings: Pick<InterviewRecordingStore, 'phasesOf'>;
  nameOf: () => Promise<(userId: UserId) => string>;
  isShadow: (member: StaffMember) => Promise<boolean>;
}

interface ItemContext {
  member: StaffMember;
  claims: readonly StoredClaim[];
  isOwnPractice: boolean;
  isShadow: boolean;
  publishAsked: { by: UserId; at: number } | undefined;
  askedAt: number | undefined;
  recording: RecordingPhase | undefined;
  /** Absent for practice, and for evaluators who still calibrate, because references show no names. */
  names: ShownNames | undefined;
  nameOf: (userId: UserId) => string;
  now: number;
}

type ShownNames = ReturnType<typeof namesInList>;

/** The evaluation queue as one member sees it. */
export class QueueItems {
  readonly #options: QueueItemsOptions;

  constructor(options: QueueItemsOptions) {
    this.#options = options;
  }

  /** Rows without a step are about the most urgent work on the evaluation. */
  async of(rows: readonly QueueRow[], member: StaffMember): Promise<QueueItem[]> {
    const { evaluations, claims, recordings, nameOf, isShadow } = this.#options;
    const ids = rows.map(({ interviewId }) => interviewId);
    const byInterview = Map.groupBy(await claims.of(ids), ({ interviewId }) => interviewId);
    const own = await evaluations.ownPractice(ids, member.email);
    const requests = await evaluations.publishRequests(ids);
    const questions = await evaluations.openQuestions(ids);
    const phases = await recordings.phasesOf(ids);
    const context = { member, nameOf: await nameOf(), isShadow: await isShadow(member), now: Date.now() };
    const names = context.isShadow ? undefined : await this.#namesOf(rows, member);
    return rows.map(row =>
      itemOf(row, {
        ...context,
        claims: byInterview.get(row.interviewId) ?? [],
        isOwnPractice: own.has(row.interviewId),
        publishAsked: requests.get(row.interviewId),
        askedAt: questions.get(row.interviewId),
        recording: phases.get(row.interviewId),
        names: names?.get(row.interviewId),
      }),
    );
  }

  /** Returns titles and candidates as the member may see them. */
  async #namesOf(rows: readonly QueueRow[], member: StaffMember): Promise<Map<InterviewId, ShownNames>> {
    const ids = rows.filter(({ kind }) => kind === 'interview').map(({ interviewId }) => interviewId);
    if (ids.length === 0) return new Map();
    const query = { reader: listReader(member), filter: {}, ids, now: Date.now() };
    const found = await this.#options.interviews.page(query, undefined, ids.length);
    return new Map(found.rows.map(interview => [interview.interviewId, namesInList(interview)]));
  }

  /** Returns another evaluation to claim when the wanted one is taken, preferably for the same role. */
  async next(taken: StoredEvaluation, member: StaffMember): Promise<QueueItem | undefined> {
    const { kitId, interviewId } = taken;
    return (
      (await this.#firstFree({ kitIds: [kitId] }, interviewId, member)) ??
      (await this.#firstFree({}, interviewId, member))
    );
  }

  async #firstFree(
    filter: QueueFilter,
    except: InterviewId,
    member: StaffMember,
  ): Promise<QueueItem | undefined> {
    const { queue, isShadow } = this.#options;
    const { rows } = await queue.page({
      filter: { ...filter, steps: ['rate'], who: 'open' },
      ...queueReader(member),
      shadow: await isShadow(member),
      now: Date.now(),
    });
    const items = await this.of(rows, member);
    return items.find(item => item.interviewId !== except && isFree(item));
  }
}

export function queueReader(member: StaffMember): QueueMember & Pick<QueueQuery, 'reader'> {
  return { ...queueMember(member), reader: listReader(member) };
}

export function queueMember({ userId, role }: StaffMember): QueueMember {
  return { userId: UserId.parse(userId), publishes: staffMay('reports.publish', role) };
}

function isFree({ refused, own }: QueueItem): boolean {
  return refused === undefined && (own === 'none' || own === 'draft');
}

type QueueRow = StoredEvaluation & { step?: EvaluationStep; group?: QueueGroup };

function itemOf(row: QueueRow, context: ItemContext): QueueItem {
  const { asked: _asked, ratable: _ratable, seenSeq: _seen, closedBecause: _why, ...known } = row;
  const { agreedRatings, length, dueAt, dueBy, promised, promisedAt, closedDetail, ...shown } = known;
  const mine = context.claims.find(({ userId }) => userId === context.member.userId);
  const own = mine ? ownOf(mine) : 'none';
  const shadow = mine && own !== 'draft' ? mine.shadow : context.isShadow;
  const refused = refusalOf(row, context, own, shadow);
  const { names, nameOf, publishAsked, askedAt, recording } = context;
  const manages = staffMay('evaluations.manage', context.member.role);
  const mayKnow = (seatId: SeatId) =>
    mine !== undefined || manages || context.claims.some(claim => claim.seatId === seatId && isShown(claim));
  return QueueItem.parse({
    ...shown,
    // Evaluators know candidates by the names with which they rate.
    ...(manages && names && { candidate: formatList(names.candidateNames) || shown.candidate }),
    ...(names && names.title !== shown.role && { title: names.title }),
    step: row.step ?? stepOf(row, context, own === 'held' && shadow),
    ...(length && { length }),
    ...(dueAt !== undefined && { dueAt, ...(dueBy && { dueBy: nameOf(dueBy) }) }),
    ...(promised && { promisedAt }),
    ...(row.stage === 'closed' && closedDetail && { closedDetail: namedDetail(closedDetail, nameOf) }),
    waitsFor: row.waitsFor
      .filter(({ seatId }) => mayKnow(seatId))
      .map(rater => ({ ...rater, own: rater.seatId === mine?.seatId })),
    claims: context.claims.filter(isShown).map(claim => claimOf(claim, context)),
    own,
    compared: row.stage === 'agree' && mine?.compared === true,
    ...(mine && own === 'draft' && { ended: mine.reason ?? 'expired' }),
    ...(refused && { refused }),
    reference: agreedRatings !== undefined,
    referable: agreedRatings !== undefined || notReferableBecause(row, recording) === undefined,
    ...(isUnready(recording) && { recording: recording === 'failed' ? 'failed' : 'processing' }),
    shadow,
    ...(publishAsked && { publishAsked: { by: nameOf(publishAsked.by), at: publishAsked.at } }),
    ...(askedAt !== undefined && { question: { askedAt } }),
  });
}

function isUnready(recording: RecordingPhase | undefined): boolean {
  return recording === 'recording' || recording === 'processing' || recording === 'failed';
}

function namedDetail({ userId, by, ...detail }: StoredClosedDetail, nameOf: ItemContext['nameOf']) {
  const name = userId ? nameOf(userId) : by;
  return { ...detail, ...(name && { by: name }) };
}

function stepOf(
  { stage }: StoredEvaluation,
  { publishAsked, askedAt }: ItemContext,
  calibrates: boolean,
): EvaluationStep {
  if (calibrates) return 'rate';
  const waits = (step: EvaluationStep) =>
    step === stage ||
    (step === 'publish' && publishAsked !== undefined) ||
    (step === 'reply' && askedAt !== undefined);
  // A requested publication is what is left of the report.
  const work = WORK_STEPS.find(waits) ?? stage;
  return publishAsked && work === 'write' ? 'publish' : work;
}

function ownOf(claim: StoredClaim): QueueItem['own'] {
  if (claim.lockedAt !== undefined) return 'locked';
  return isHeld(claim) || claim.state === 'seated' ? 'held' : 'draft';
}

function refusalOf(
  row: StoredEvaluation,
  { claims, isOwnPractice, member, recording }: ItemContext,
  own: QueueItem['own'],
  shadow: boolean,
): QueueItem['refused'] {
  if (own === 'locked') return 'rated';
  if (isOwnPractice) return 'own-practice';
  if (row.stage === 'closed') return row.closedBecause ?? 'nothing-to-rate';
  if (row.stage === 'rate' && !row.ratable) return 'nothing-to-rate';
  if (own === 'held') return undefined;
  if (shadow && row.agreedRatings && row.asked && row.ratable) return undefined;
  if (row.stage !== 'rate') return 'enough-raters';
  if (!row.asked) return recording === undefined ? 'no-recording' : 'invited-raters';
  if (shadow) return undefined;
  const others = claims.filter(claim => !claim.shadow && isShown(claim) && claim.userId !== member.userId);
  return others.length >= row.raters ? 'enough-raters' : undefined;
}

function isShown(claim: StoredClaim): boolean {
  return claim.lockedAt !== undefined || claim.state === 'seated' || isHeld(claim);
}

function isHeld({ state, expiresInMs }: StoredClaim): boolean {
  return state === 'held' && expiresInMs > 0;
}

function claimOf(claim: StoredClaim, { nameOf, now }: ItemContext): QueueClaim {
  const { userId, seatId, shadow, compared, claimedAt, lockedAt, expiresInMs } = claim;
  return {
    userId,
    seatId,
    name: nameOf(userId),
    state: lockedAt === undefined ? 'held' : 'locked',
    since: lockedAt ?? claimedAt,
    ...(isHeld(claim) && { expiresAt: now + expiresInMs }),
    shadow,
    compared,
  };
}
