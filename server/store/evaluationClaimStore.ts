import { type ExpressionBuilder, type Kysely, sql, type Transaction } from 'kysely';
import { z } from 'zod';
import { CLAIM_LEASE_MS } from '../../shared/evaluation/evaluationSettings.ts';
import { ReleaseReason } from '../../shared/evaluation/evaluationState.ts';
import { InterviewId, SeatId, UserId } from '../../shared/ids.ts';
import type { EvaluationStep } from '../../shared/protocol/evaluationRoutes.ts';
import { DatabaseStore } from './database.ts';
import { flag, optional } from './rowSchemas.ts';
import { findRows, insertMissing, insertRows, is, updateRows } from './rows.ts';
import type { Tables } from './schema.ts';

const PAUSE_MAX_MS = 2 * 60_000;
/** Minimum time between two extensions of a lease, so that not every key press writes to the database. */
const TOUCH_EVERY_MS = 10_000;
const ClaimState = z.enum(['held', 'ending', 'locked', 'released', 'seated']);
type ClaimState = z.infer<typeof ClaimState>;

const StoredClaim = z.object({
  interviewId: InterviewId,
  userId: UserId,
  seatId: SeatId,
  state: ClaimState,
  reason: optional(ReleaseReason),
  shadow: flag,
  /** True when the member has nothing left to compare with other raters. */
  compared: flag,
  claimedAt: z.number(),
  /** Negative when the lease has expired. */
  expiresInMs: z.coerce.number(),
  lockedAt: optional(z.number()),
});
export type StoredClaim = z.infer<typeof StoredClaim>;

export interface ClaimRequest {
  interviewId: InterviewId;
  userId: UserId;
  /** The member's seat or a new seat's id. Ignored if the member has claimed this interview before. */
  seatId: SeatId;
  shadow: boolean;
  /** Number of invited raters, who have a seat and need no claim. */
  invited: number;
  /** True when another member assigns the evaluation to `userId`. */
  assigned?: boolean;
}

export type ClaimOutcome =
  | { outcome: 'claimed'; seatId: SeatId; expiresInMs: number; shadow: boolean }
  | { outcome: 'taken'; by: UserId[] }
  /** Claims that are about to end. The interview can be claimed once the log records their end. */
  | { outcome: 'ending'; claims: StoredClaim[] }
  | { outcome: 'held' }
  | { outcome: 'locked' }
  | { outcome: 'gone' };

/** Evaluators' claims of interviews. Claims wait for each other, so that there are never too many. */
export class EvaluationClaimStore extends DatabaseStore {
  claim(request: ClaimRequest): Promise<ClaimOutcome> {
    return this.inTransaction(async transaction => {
      const raters = await lockRow(transaction, request.interviewId);
      if (raters === undefined) return { outcome: 'gone' };
      const claims = await this.#of(transaction, request.interviewId);
      const own = claims.find(({ userId }) => userId === request.userId);
      const refused = refusalOf(request, own, claims, raters);
      if (refused) return refused;
      return this.#put(
        transaction,
        own?.state === 'held' ? { ...request, shadow: own.shadow } : request,
        own,
      );
    });
  }

  async of(interviewIds: readonly InterviewId[]): Promise<StoredClaim[]> {
    if (interviewIds.length === 0) return [];
    return this.#of(this.kysely, ...interviewIds);
  }

  async find(interviewId: InterviewId, userId: UserId): Promise<StoredClaim | undefined> {
    return (await this.of([interviewId])).find(claim => claim.userId === userId);
  }

  /** Extends the lease. Returns its new duration, or undefined when there is no lease to extend. */
  async renew(interviewId: InterviewId, userId: UserId): Promise<number | undefined> {
    const renewed = await this.#atWork()
      .where(({ and }) => and({ interviewId, userId, state: 'held' }))
      .where('expiresAt', '>', this.now)
      .executeTakeFirst();
    return renewed.numUpdatedRows === 1n ? CLAIM_LEASE_MS : undefined;
  }

  /** Extends the lease while the evaluator writes. Returns false when the lease has expired. */
  async touch(interviewId: InterviewId, seatId: SeatId): Promise<boolean> {
    const touched = await this.#atWork()
      .where(({ and }) => and({ interviewId, seatId }))
      .where('touchedAt', '<', this.before(TOUCH_EVERY_MS))
      .where(({ eb, or, and }) =>
        or([eb('state', '=', 'seated'), and([eb('state', '=', 'held'), eb('expiresAt', '>', this.now)])]),
      )
      .executeTakeFirst();
    if (touched.numUpdatedRows === 1n) return true;
    const own = (await this.of([interviewId])).find(claim => claim.seatId === seatId);
    return own?.state !== 'held' || own.expiresInMs > 0;
  }

  /** Records an invited rater, who needs no claim. */
  async addInvited(interviewId: InterviewId, userId: UserId, seatId: SeatId): Promise<void> {
    const claim = { interviewId, userId, seatId, state: 'seated', shadow: 0 };
    await insertMissing(this.kysely, 'evaluationClaims', { ...freshTimes(this.now), ...claim });
  }

  async lock(interviewId: InterviewId, seatId: SeatId): Promise<void> {
    await this.kysely
      .updateTable('evaluationClaims')
      .set(row => ({
        state: sql<string>`case when ${row.ref('state')} = 'seated' then 'seated' else 'locked' end`,
        reason: null,
        lockedAt: this.now,
        workedMs: this.#worked(row),
        touchedAt: this.now,
      }))
      .where(({ and }) => and({ interviewId, seatId }))
      .where('lockedAt', 'is', null)
      .execute();
  }

  async setCompared(interviewId: InterviewId, seatId: SeatId, compared: boolean): Promise<void> {
    const changes = { compared: compared ? 1 : 0 };
    await updateRows(this.kysely, 'evaluationClaims', { interviewId, seatId }, changes);
  }

  /** Marks an unlocked claim as ending, so that renewals fail. Returns false if the claim wasn't held. */
  async startEnding(interviewId: InterviewId, userId: UserId, reason: ReleaseReason): Promise<boolean> {
    const ending = await this.#ending(reason)
      .where(({ and }) => and({ interviewId, userId }))
      .executeTakeFirst();
    return ending.numUpdatedRows === 1n;
  }

  /** Marks claims with expired leases and claims of disabled accounts as ending. */
  async startEndingDue(): Promise<void> {
    await this.#ending('expired').where('expiresAt', '<=', this.now).execute();
    await this.#ending('disabled')
      .where('userId', 'not in', users =>
        users.selectFrom('staffUsers').select('id').where('disabledAt', 'is', null),
      )
      .execute();
  }

  /** Returns how many scorecards that count the member has locked. */
  async countedLocks(userId: UserId): Promise<number> {
    const { count } = await this.kysely
      .selectFrom('evaluationClaims')
      .select(({ fn }) => fn.countAll<number | string>().as('count'))
      .where('userId', '=', userId)
      .where('shadow', '=', 0)
      .where('lockedAt', 'is not', null)
      .executeTakeFirstOrThrow();
    return Number(count);
  }

  async listEnding(limit: number): Promise<StoredClaim[]> {
    const rows = await this.#selected(this.kysely).where('state', '=', 'ending').limit(limit).execute();
    return z.array(StoredClaim).parse(rows);
  }

  async release({ interviewId, userId }: Pick<StoredClaim, 'interviewId' | 'userId'>): Promise<void> {
    const ending = { interviewId, userId, state: 'ending' };
    await updateRows(this.kysely, 'evaluationClaims', ending, { state: 'released' });
  }

  async #put(
    transaction: Transaction<Tables>,
    { interviewId, userId, shadow, seatId }: ClaimRequest,
    own: StoredClaim | undefined,
  ): Promise<ClaimOutcome> {
    const now = this.now;
    const times = { expiresAt: this.#lease, touchedAt: now };
    const lease = { state: 'held', reason: null, shadow: shadow ? 1 : 0, ...times };
    if (own) {
      const changes = { ...lease, ...(own.state !== 'held' && { claimedAt: now }) };
      await updateRows(transaction, 'evaluationClaims', { interviewId, userId }, changes);
    } else {
      const claim = { ...freshTimes(now), ...lease, interviewId, userId, seatId };
      await insertRows(transaction, 'evaluationClaims', claim);
    }
    return { outcome: 'claimed', seatId: own?.seatId ?? seatId, expiresInMs: CLAIM_LEASE_MS, shadow };
  }

  async #of(database: Kysely<Tables>, ...interviewIds: InterviewId[]): Promise<StoredClaim[]> {
    const rows = await this.#selected(database)
      .where('interviewId', 'in', interviewIds)
      .orderBy('claimedAt')
      .orderBy('userId')
      .execute();
    return z.array(StoredClaim).parse(rows);
  }

  #selected(database: Kysely<Tables>) {
    return database
      .selectFrom('evaluationClaims')
      .select([
        'interviewId',
        'userId',
        'seatId',
        'state',
        'reason',
        'shadow',
        'compared',
        'claimedAt',
        'lockedAt',
        'expiresAt',
      ])
      .select(({ ref }) => sql<number>`${ref('expiresAt')} - ${this.now}`.as('expiresInMs'));
  }

  #ending(reason: ReleaseReason) {
    return this.kysely
      .updateTable('evaluationClaims')
      .set({ state: 'ending', reason })
      .where('state', '=', 'held');
  }

  #atWork() {
    return this.kysely
      .updateTable('evaluationClaims')
      .set(row => ({ workedMs: this.#worked(row), touchedAt: this.now, expiresAt: this.#lease }));
  }

  #worked({ ref }: ExpressionBuilder<Tables, 'evaluationClaims'>) {
    const pause = sql<number>`${this.now} - ${ref('touchedAt')}`;
    return sql<number>`${ref('workedMs')} + case when ${pause} > ${sql.lit(PAUSE_MAX_MS)} then ${sql.lit(PAUSE_MAX_MS)} else ${pause} end`;
  }

  get #lease() {
    return sql<number>`${this.now} + ${sql.lit(CLAIM_LEASE_MS)}`;
  }

  async claimLoads(): Promise<ClaimLoad[]> {
    const now = this.now;
    const held = await this.kysely
      .selectFrom('evaluationClaims')
      .select(({ fn }) => ['userId', fn.countAll<number | string>().as('count')])
      .where('lockedAt', 'is', null)
      .where('state', '=', 'held')
      .groupBy('userId')
      .execute();
    // A cross join makes SQLite start with the few waiting evaluations, not with all raters ever invited.
    const seated = await this.kysely
      .selectFrom('evaluations')
      .crossJoin('evaluationClaims')
      .whereRef('evaluationClaims.interviewId', '=', 'evaluations.interviewId')
      .select(({ fn }) => ['userId', fn.countAll<number | string>().as('count')])
      .where('stage', '=', 'rate')
      .where('lockedAt', 'is', null)
      .where('state', '=', 'seated')
      .groupBy('userId')
      .execute();
    const reports = await this.#reportWork();
    const locked = await findRows(this.kysely, 'evaluationClaims', {
      lockedAt: is('>', sql<number>`${now} - ${sql.lit(DAYS * DAY_MS)}`),
    });
    const times = Map.groupBy(locked, ({ userId }) => userId);
    const heldBy = new Map<string, number>();
    for (const { userId, count } of [...held, ...seated])
      heldBy.set(userId, (heldBy.get(userId) ?? 0) + Number(count));
    const reportsOf = Map.groupBy(reports, ({ userId }) => userId);
    return [...new Set([...times.keys(), ...heldBy.keys(), ...reportsOf.keys()])].map(userId => ({
      userId: UserId.parse(userId),
      held: heldBy.get(userId) ?? 0,
      after: (reportsOf.get(userId) ?? []).map(({ step, count }) => ({ step, count: Number(count) })),
      turnaroundMs: (times.get(userId) ?? []).map(({ claimedAt, lockedAt }) =>
        Math.max(0, (lockedAt ?? claimedAt) - claimedAt),
      ),
    }));
  }

  /**
   * Counts what follows rating for each rater, with the conditions of the evaluation queue: comparisons, reports
   * to write, and readers' questions.
   */
  async #reportWork(): Promise<{ userId: string; step: EvaluationStep; count: number | string }[]> {
    const { rows } = await sql<{ userId: string; step: EvaluationStep; count: number | string }>`
      with work as (
        select interview_id, stage as step from evaluations where stage in ('agree', 'write', 'republish')
          and (stage = 'agree' or interview_id not in (
            select interview_id from reports where publish_asked_by is not null))
        union all
        select interview_id, 'publish' as step from reports where publish_asked_by is not null
        union all
        select interview_id, 'reply' as step from report_replies where question is not null and answered_at is null
      )
      select user_id as "userId", work.step as step, count(*) as count
      from work cross join evaluation_claims
      where evaluation_claims.interview_id = work.interview_id and state in ('held', 'locked', 'seated')
        and shadow = 0 and (work.step <> 'agree' or compared = 0)
      group by user_id, work.step`.execute(this.kysely);
    return rows;
  }

  /** `now` is this server's time, because the promised times are based on server time. */
  async queueLoad(now: number): Promise<QueueLoad> {
    const ages = await this.kysely
      .selectFrom('evaluations')
      .select(({ ref }) => [
        sql<number | string | null>`sum(case when ${ref('endedAt')} > ${now - DAY_MS} then 1 else 0 end)`.as(
          'day',
        ),
        sql<
          number | string | null
        >`sum(case when ${ref('endedAt')} > ${now - 2 * DAY_MS} then 1 else 0 end)`.as('days'),
      ])
      .select(({ fn }) => fn.countAll<number | string>().as('all'))
      .where('stage', 'in', ['rate', 'agree', 'write'])
      .executeTakeFirstOrThrow();
    const published = await this.kysely
      .selectFrom('reports')
      .innerJoin('evaluations', 'evaluations.interviewId', 'reports.interviewId')
      .select(['reports.publishedAt', 'evaluations.endedAt', 'evaluations.promisedAt', 'promised'])
      .where('reports.publishedAt', '>', now - DAYS * DAY_MS)
      .execute();
    const [all, day, days] = [Number(ages.all), Number(ages.day ?? 0), Number(ages.days ?? 0)];
    return {
      ageing: { day, twoDays: days - day, longer: all - days },
      reports: published.map(({ publishedAt, endedAt, promisedAt, promised }) => ({
        turnaroundMs: Math.max(0, (publishedAt ?? endedAt) - endedAt),
        promise: promised === 0 ? undefined : (publishedAt ?? 0) <= promisedAt ? 'kept' : 'missed',
      })),
    };
  }
}

function refusalOf(
  { userId, shadow, invited, assigned }: ClaimRequest,
  own: StoredClaim | undefined,
  claims: readonly StoredClaim[],
  raters: number,
): ClaimOutcome | undefined {
  if (own?.lockedAt !== undefined) return { outcome: 'locked' };
  if (own && isOver(own)) return { outcome: 'ending', claims: [own] };
  if (own && assigned && (own.state === 'held' || own.state === 'seated')) return { outcome: 'held' };
  if (own?.state === 'held' || shadow) return undefined;
  const others = claims.filter(
    claim => claim.userId !== userId && !claim.shadow && COUNTED_STATES.has(claim.state),
  );
  if (others.length < raters - invited) return undefined;
  const over = others.filter(isOver);
  if (over.length > 0) return { outcome: 'ending', claims: over };
  return { outcome: 'taken', by: others.map(other => other.userId) };
}

const COUNTED_STATES: ReadonlySet<ClaimState> = new Set(['held', 'ending', 'locked']);

function isOver({ state, expiresInMs }: StoredClaim): boolean {
  return state === 'ending' || (state === 'held' && expiresInMs <= 0);
}

/** Locks the evaluation's row by writing to it, so that other claims wait. Returns the number of raters. */
async function lockRow(
  transaction: Transaction<Tables>,
  interviewId: InterviewId,
): Promise<number | undefined> {
  const row = await transaction
    .updateTable('evaluations')
    .set(own => ({ raters: own.ref('raters') }))
    .where('interviewId', '=', interviewId)
    .returning('raters')
    .executeTakeFirst();
  return row?.raters;
}

function freshTimes<T>(now: T) {
  return { claimedAt: now, touchedAt: now, expiresAt: now, workedMs: 0, lockedAt: null };
}

const DAY_MS = 24 * 60 * 60 * 1_000;
const DAYS = 30;

export interface ClaimLoad {
  userId: UserId;
  held: number;
  /** Work on evaluations that the person has rated. */
  after: { step: EvaluationStep; count: number }[];
  /** Time from claim to lock, for each scorecard locked in the last `DAYS` days. */
  turnaroundMs: number[];
}

export interface QueueLoad {
  ageing: { day: number; twoDays: number; longer: number };
  /** One entry for each report first published in the last `DAYS` days. */
  reports: { turnaroundMs: number; promise: 'kept' | 'missed' | undefined }[];
}
