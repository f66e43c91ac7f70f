import { type Kysely, sql, type Transaction } from 'kysely';
import { InterviewId } from '../../shared/ids.ts';
import { DatabaseStore } from './database.ts';
import { AttemptState } from './practiceStore.ts';
import { findRow, is, updateRows } from './rows.ts';
import type { Tables } from './schema.ts';

/** Waiting attempts whose page has not polled for this long are skipped, but keep their position. */
const SKIPPED_AFTER_MS = 30_000;
/** Waiting attempts expire this long after the last poll, abandoned ones this long after admission. */
const EXPIRES_AFTER_MS = 10 * 60_000;
/** Time limit for setting up devices after admission. */
const SETTING_UP_MAX_MS = 30 * 60_000;
/** Shorter time limit for setting up devices while other attempts wait for admission. */
const SETTING_UP_MAX_WHILE_OTHERS_WAIT_MS = EXPIRES_AFTER_MS;
/** A candidate who has been away this long occupies no capacity, but can still continue the interview. */
const ABSENT_AFTER_MS = 5 * 60_000;
const SEEN_EVERY_MS = 2_000;

/** Key of the advisory lock. Any number works that no other lock of the database uses. */
const ADMISSION_LOCK = 7_263_518;

export interface QueueState {
  /** Planned remaining time of each attempt that occupies capacity. Negative when the attempt is overdue. */
  endsInMs: number[];
  /** Waiting attempts in the order of admission. Leaves out skipped attempts. */
  waiting: { interviewId: InterviewId; plannedMinutes: number }[];
}

/** The waiting line for practice. One server at a time admits attempts, by the database's clock. */
export class PracticeQueueStore extends DatabaseStore {
  async notePoll(interviewId: InterviewId): Promise<AttemptState | undefined> {
    await updateRows(
      this.kysely,
      'practiceAttempts',
      { interviewId, state: ['waiting', 'admitted'], seenAt: is('<', this.before(SEEN_EVERY_MS)) },
      { seenAt: this.now },
    );
    const row = await findRow(this.kysely, 'practiceAttempts', { interviewId });
    return row && AttemptState.parse(row.state);
  }

  async admit(capacity: number): Promise<void> {
    await this.#locked(async transaction => {
      await this.#settle(transaction);
      const inside = await this.#counted(transaction).select('source').execute();
      if (inside.length >= capacity) return;
      const waiting = await this.#inLine(transaction).select(['interviewId', 'source']).execute();
      const next = admissible(inside, waiting, capacity);
      if (next.length === 0) return;
      await updateRows(
        transaction,
        'practiceAttempts',
        { interviewId: next.map(({ interviewId }) => interviewId) },
        { state: 'admitted', admittedAt: this.now, seenAt: this.now },
      );
    });
  }

  async standing(): Promise<QueueState> {
    const inside = await this.#counted(this.kysely)
      .select('source')
      .select(({ ref }) =>
        sql<number | bigint>`${ref('admittedAt')} + ${ref('plannedMinutes')} * 60000 - ${this.now}`.as(
          'endsInMs',
        ),
      )
      .execute();
    const waiting = await this.#inLine(this.kysely)
      .select(['interviewId', 'plannedMinutes', 'source'])
      .execute();
    const { first, last } = admissionOrder(inside, waiting);
    return {
      endsInMs: inside.map(({ endsInMs }) => Number(endsInMs)),
      waiting: [...first, ...last].map(({ interviewId, plannedMinutes }) => ({
        interviewId: InterviewId.parse(interviewId),
        plannedMinutes,
      })),
    };
  }

  /** Returns open interviews of attempts that were admitted at least `ms` ago. */
  async openSince(ms: number): Promise<InterviewId[]> {
    const rows = await this.kysely
      .selectFrom('practiceAttempts')
      .select('interviewId')
      .where('state', '=', 'admitted')
      .where('admittedAt', '<', this.before(ms))
      .where('interviewId', 'in', this.#open(this.kysely))
      .execute();
    return rows.map(({ interviewId }) => InterviewId.parse(interviewId));
  }

  async isAwaited(): Promise<boolean> {
    const first = await this.#inLine(this.kysely).select('interviewId').limit(1).executeTakeFirst();
    return first !== undefined;
  }

  /** Returns interviews that could still be entered although their attempt has expired. */
  async expiredAndOpen(): Promise<InterviewId[]> {
    const rows = await this.kysely
      .selectFrom('practiceAttempts')
      .innerJoin('interviews', 'interviews.interviewId', 'practiceAttempts.interviewId')
      .select('practiceAttempts.interviewId')
      .where('practiceAttempts.state', '=', 'expired')
      .where('interviews.phase', 'in', ['lobby', 'open'])
      .execute();
    return rows.map(({ interviewId }) => InterviewId.parse(interviewId));
  }

  async readmit(interviewId: InterviewId): Promise<void> {
    const match = { interviewId, state: 'expired' };
    await updateRows(this.kysely, 'practiceAttempts', match, { state: 'admitted', seenAt: this.now });
  }

  async #settle(transaction: Transaction<Tables>): Promise<void> {
    const attempts = (state: AttemptState) =>
      transaction.updateTable('practiceAttempts').where('state', '=', state);
    await attempts('admitted')
      .set({ seenAt: this.now })
      .where('seenAt', '<', this.before(SKIPPED_AFTER_MS))
      .where('interviewId', 'in', interviews =>
        interviews
          .selectFrom('interviews')
          .select('interviews.interviewId')
          .where('phase', 'in', ['lobby', 'open'])
          .where('presentCandidate', '>', 0),
      )
      .execute();
    await attempts('admitted')
      .set({ state: 'over', source: null })
      .where('interviewId', 'in', interviews =>
        interviews
          .selectFrom('interviews')
          .select('interviews.interviewId')
          .where('phase', 'in', ['ended', 'cancelled']),
      )
      .execute();
    await attempts('waiting')
      .set({ state: 'expired', source: null })
      .where('seenAt', '<', this.before(EXPIRES_AFTER_MS))
      .execute();
    await attempts('admitted')
      .set({ state: 'expired', source: null })
      .where('admittedAt', '<', this.before(EXPIRES_AFTER_MS))
      .where(where =>
        where.or([
          where('seenAt', '<', this.before(SKIPPED_AFTER_MS)),
          where('admittedAt', '<', this.before(SETTING_UP_MAX_MS)),
          where.and([
            where('admittedAt', '<', this.before(SETTING_UP_MAX_WHILE_OTHERS_WAIT_MS)),
            where.exists(this.#inLine(transaction).select('interviewId')),
          ]),
        ]),
      )
      .where('interviewId', 'not in', this.#open(transaction))
      .execute();
  }

  #counted(db: Kysely<Tables>) {
    return db
      .selectFrom('practiceAttempts')
      .where('state', '=', 'admitted')
      .where(where =>
        where.or([
          where('seenAt', '>=', this.before(ABSENT_AFTER_MS)),
          where.and([
            where('admittedAt', '>=', this.before(EXPIRES_AFTER_MS)),
            where('interviewId', 'not in', this.#open(db)),
          ]),
        ]),
      );
  }

  #inLine(db: Kysely<Tables>) {
    return db
      .selectFrom('practiceAttempts')
      .where('state', '=', 'waiting')
      .where('seenAt', '>=', this.before(SKIPPED_AFTER_MS))
      .orderBy('createdAt')
      .orderBy('interviewId');
  }

  #open(db: Kysely<Tables>) {
    return db
      .selectFrom('interviews')
      .select('interviews.interviewId')
      .where('interviews.practice', 'is not', null)
      .where('interviews.phase', '=', 'open');
  }

  #locked(run: (transaction: Transaction<Tables>) => Promise<void>): Promise<void> {
    return this.inTransaction(async transaction => {
      // Only PostgreSQL needs a lock, because SQLite locks the database when a transaction starts.
      if (this.database.kind === 'postgres')
        await sql`select pg_advisory_xact_lock(${sql.lit(ADMISSION_LOCK)})`.execute(transaction);
      await run(transaction);
    });
  }
}

/** Attempts from one source beyond this number are admitted after attempts of other sources. */
const SLOTS_PER_SOURCE = 3;
/** From this capacity on, a source that has used up its share cannot take the last free slot. */
const RESERVES_ONE_FROM = 4;

type Source = string | null;

/** Splits `waiting` into two lists in order of arrival. Attempts beyond their source's share go to `last`. */
export function admissionOrder<A extends { source: Source }>(
  inside: readonly { source: Source }[],
  waiting: readonly A[],
): { first: A[]; last: A[] } {
  const places = new Map<string, number>();
  const take = (source: Source): number => {
    if (source === null) return 1;
    const taken = (places.get(source) ?? 0) + 1;
    places.set(source, taken);
    return taken;
  };
  for (const { source } of inside) take(source);
  const [first, last]: [A[], A[]] = [[], []];
  for (const attempt of waiting) (take(attempt.source) <= SLOTS_PER_SOURCE ? first : last).push(attempt);
  return { first, last };
}

export function admissible<A extends { source: Source }>(
  inside: readonly { source: Source }[],
  waiting: readonly A[],
  capacity: number,
): A[] {
  const free = Math.max(0, capacity - inside.length);
  const { first, last } = admissionOrder(inside, waiting);
  const reserved = capacity >= RESERVES_ONE_FROM ? 1 : 0;
  return [...first.slice(0, free), ...last.slice(0, Math.max(0, free - first.length - reserved))];
}
