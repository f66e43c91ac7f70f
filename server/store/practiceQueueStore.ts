import { type Kysely, sql, type Transaction } from 'kysely';
import { InterviewId } from '../../shared/ids.ts';
import { DatabaseStore } from './database.ts';
import { AttemptState } from './practiceStore.ts';
import type { Tables } from './schema.ts';

/** A person who has not asked for so long is passed over, and keeps the place in line. */
export const PASSED_OVER_AFTER_MS = 30_000;
/** A place in line that no one has asked for, and one in the house that no one has taken, go to others after this. */
export const EXPIRES_AFTER_MS = 10 * 60_000;
/** Setting up devices takes some people a while, but a page that is left open there must not keep a place forever. */
const SETTING_UP_MAX_MS = 30 * 60_000;
/** The same while others wait. */
const SETTING_UP_WHILE_OTHERS_WAIT_MS = EXPIRES_AFTER_MS;
/** A candidate who has been away for so long does not count; the interview can still be taken up again. */
const ABSENT_AFTER_MS = 5 * 60_000;
/** What is written down of it is that much behind at most, so that not every request has to write. */
const SEEN_EVERY_MS = 2_000;

/** Any number that nothing else in the database locks by. */
const ADMISSION_LOCK = 7_263_518;

/** Who is in the house and in line. */
export interface Standing {
  /** In how many milliseconds each who counts is planned to be done; below zero: later than planned. */
  endsInMs: number[];
  /** In the order in which they are let in; those who are passed over are left out. */
  waiting: { interviewId: InterviewId; plannedMinutes: number }[];
}

/**
 * The line in front of a house that holds only so many. All times are the database's, and one server at a time lets people in, so that
 * any number of servers never let in more than there is room for.
 */
export class PracticeQueueStore extends DatabaseStore {
  /** Its page has asked. */
  async see(interviewId: InterviewId): Promise<AttemptState | undefined> {
    await this.kysely
      .updateTable('practiceAttempts')
      .set({ seenAt: this.now })
      .where('interviewId', '=', interviewId)
      .where('state', 'in', ['waiting', 'admitted'])
      .where('seenAt', '<', this.before(SEEN_EVERY_MS))
      .execute();
    const row = await this.kysely
      .selectFrom('practiceAttempts')
      .select('state')
      .where('interviewId', '=', interviewId)
      .executeTakeFirst();
    return row && AttemptState.parse(row.state);
  }

  /** Brings everybody's state up to date, and lets in as many as there is room for. */
  async admit(capacity: number): Promise<void> {
    await this.#locked(async transaction => {
      await this.#settle(transaction);
      const inside = await this.#counted(transaction).select('source').execute();
      if (inside.length >= capacity) return;
      const waiting = await this.#inLine(transaction).select(['interviewId', 'source']).execute();
      const next = admissible(inside, waiting, capacity);
      if (next.length === 0) return;
      await transaction
        .updateTable('practiceAttempts')
        .set({ state: 'admitted', admittedAt: this.now, seenAt: this.now })
        .where(
          'interviewId',
          'in',
          next.map(({ interviewId }) => interviewId),
        )
        .execute();
    });
  }

  async standing(): Promise<Standing> {
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

  /** Interviews of attempts that were let in so long ago and are open, whether or not they have begun to ask anything. */
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

  /** True while someone waits who is not passed over. */
  async isAwaited(): Promise<boolean> {
    const first = await this.#inLine(this.kysely).select('interviewId').limit(1).executeTakeFirst();
    return first !== undefined;
  }

  /** Interviews that could still be entered although their place has gone. */
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

  /** Its candidate came in while it expired. */
  async readmit(interviewId: InterviewId): Promise<void> {
    await this.kysely
      .updateTable('practiceAttempts')
      .set({ state: 'admitted', seenAt: this.now })
      .where('interviewId', '=', interviewId)
      .where('state', '=', 'expired')
      .execute();
  }

  async #settle(transaction: Transaction<Tables>): Promise<void> {
    const attempts = (state: AttemptState) =>
      transaction.updateTable('practiceAttempts').where('state', '=', state);
    await attempts('admitted')
      .set({ seenAt: this.now })
      .where('seenAt', '<', this.before(PASSED_OVER_AFTER_MS))
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
          where('seenAt', '<', this.before(PASSED_OVER_AFTER_MS)),
          where('admittedAt', '<', this.before(SETTING_UP_MAX_MS)),
          where.and([
            where('admittedAt', '<', this.before(SETTING_UP_WHILE_OTHERS_WAIT_MS)),
            where.exists(this.#inLine(transaction).select('interviewId')),
          ]),
        ]),
      )
      .where('interviewId', 'not in', this.#open(transaction))
      .execute();
  }

  /** Those who are in the house: there a short while ago, or on the way in. */
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
      .where('seenAt', '>=', this.before(PASSED_OVER_AFTER_MS))
      .orderBy('createdAt')
      .orderBy('interviewId');
  }

  /** Interviews of attempts that someone has entered. */
  #open(db: Kysely<Tables>) {
    return db
      .selectFrom('interviews')
      .select('interviews.interviewId')
      .where('interviews.practice', 'is not', null)
      .where('interviews.phase', '=', 'open');
  }

  #locked(run: (transaction: Transaction<Tables>) => Promise<void>): Promise<void> {
    return this.inTransaction(async transaction => {
      // SQLite's transactions have the write lock from their beginning.
      if (this.database.kind === 'postgres')
        await sql`select pg_advisory_xact_lock(${sql.lit(ADMISSION_LOCK)})`.execute(transaction);
      await run(transaction);
    });
  }
}

/** Places of attempts from one source while others wait. */
export const PLACES_PER_SOURCE = 3;
/** A house of this many places keeps one of them free of sources that have their share, so that the next person finds it empty. */
const KEEPS_ONE_FROM = 4;

type Source = string | null;

/**
 * Order in which waiting attempts are let in: as they came, but attempts of a source that has its share follow after all others. Attempts
 * without a source count each for itself.
 */
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
  for (const attempt of waiting) (take(attempt.source) <= PLACES_PER_SOURCE ? first : last).push(attempt);
  return { first, last };
}

/** Attempts to let in now. */
export function admissible<A extends { source: Source }>(
  inside: readonly { source: Source }[],
  waiting: readonly A[],
  capacity: number,
): A[] {
  const free = Math.max(0, capacity - inside.length);
  const { first, last } = admissionOrder(inside, waiting);
  const kept = capacity >= KEEPS_ONE_FROM ? 1 : 0;
  return [...first.slice(0, free), ...last.slice(0, Math.max(0, free - first.length - kept))];
}
