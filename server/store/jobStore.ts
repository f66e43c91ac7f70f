import type { Kysely, Selectable } from 'kysely';
import { z } from 'zod';
import { DatabaseStore } from './database.ts';
import type { Tables } from './schema.ts';

/**
 * - `waiting`: for its turn; - `running`; - `retrying`: waits because an attempt failed; - `failed`: until someone asks again; - `done`.
 */
export const JobState = z.enum(['waiting', 'running', 'retrying', 'failed', 'done']);
export type JobState = z.infer<typeof JobState>;

/** What a job is about. There is at most one of each kind and target. */
export interface JobName {
  kind: string;
  target: string;
}

export interface StoredJob extends JobName {
  state: JobState;
  /** Raised with every write. */
  beat: number;
  /** Server that runs it. */
  ownerId: string | undefined;
  /** Attempts that failed in a row. */
  failures: number;
  /** 0 to 1. */
  progress: number;
  /** What went wrong last, a sentence for people. */
  reason: string | undefined;
  /** How long to wait from the first look at this beat on. */
  delayMs: number;
  /** When that is over, roughly: by the clock of the server that wrote it. */
  retryAt: number | undefined;
  /** No one wants it any more: it is to end, and then it is gone. */
  stopping: boolean;
}

/** What the owner of a running job shows with each write. Only the latest claim counts. */
export interface JobClaim extends JobName {
  ownerId: string;
  run: number;
}

/** How a run ended. */
export type JobOutcome =
  | { state: 'done' }
  /** Given back, as if it had never been claimed. */
  | { state: 'waiting' }
  | { state: 'retrying'; reason: string; failures: number; delayMs: number }
  | { state: 'failed'; reason: string; failures: number };

const LIVE = ['waiting', 'running', 'retrying'] as const satisfies JobState[];

/** As if it had just been asked for. */
const FRESH = {
  state: 'waiting',
  ownerId: null,
  failures: 0,
  progressPermille: 0,
  reason: null,
  delayMs: 0,
  retryAt: null,
  again: 0,
} as const;

/**
 * The queue of jobs, on SQLite and PostgreSQL. Every write is conditional on what the writer has seen, so any number of servers may work
 * it off.
 */
export class JobStore extends DatabaseStore {
  /** Changes nothing where there is such a job, whatever became of it. */
  async enqueue({ kind, target }: JobName, transaction: Kysely<Tables> = this.kysely): Promise<void> {
    await transaction
      .insertInto('jobs')
      .values(newRow(kind, target))
      .onConflict(conflict => conflict.doNothing())
      .execute();
  }

  /** From the beginning, also where it is done or has failed. One that runs is run once more after that. */
  async enqueueAgain(name: JobName, transaction?: Kysely<Tables>): Promise<void> {
    await (transaction
      ? this.#enqueueAgain(name, transaction)
      : this.inTransaction(own => this.#enqueueAgain(name, own)));
  }

  /** Begins one that has failed anew. False where it has not. */
  async retry({ kind, target }: JobName): Promise<boolean> {
    const { numUpdatedRows } = await this.kysely
      .updateTable('jobs')
      .set(row => ({ ...FRESH, beat: row('beat', '+', 1) }))
      .where('kind', '=', kind)
      .where('target', '=', target)
      .where('state', '=', 'failed')
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  }

  /** Begins all failed jobs of a kind anew. */
  async retryAll(kind: string): Promise<void> {
    await this.kysely
      .updateTable('jobs')
      .set(row => ({ ...FRESH, beat: row('beat', '+', 1) }))
      .where('kind', '=', kind)
      .where('state', '=', 'failed')
      .execute();
  }

  /** All that wait or run, the one that was asked for first first. */
  async live(): Promise<StoredJob[]> {
    const rows = await this.kysely
      .selectFrom('jobs')
      .selectAll()
      .where('state', 'in', LIVE)
      .orderBy('createdAt')
      .orderBy('kind')
      .orderBy('target')
      .execute();
    return rows.map(jobOf);
  }

  /** All about these targets, whatever their state. */
  async about(targets: readonly string[]): Promise<StoredJob[]> {
    if (targets.length === 0) return [];
    const rows = await this.kysely
      .selectFrom('jobs')
      .selectAll()
      .where('target', 'in', [...targets])
      .orderBy('createdAt')
      .orderBy('kind')
      .execute();
    return rows.map(jobOf);
  }

  /**
   * Makes `ownerId` run the job, if no one has touched it since it was seen. One that was running counts as an attempt that failed.
   * Undefined where someone was faster.
   */
  async claim(seen: StoredJob, ownerId: string): Promise<JobClaim | undefined> {
    const { kind, target } = seen;
    const row = await this.kysely
      .updateTable('jobs')
      .set(old => ({
        state: 'running',
        ownerId,
        run: old('run', '+', 1),
        beat: old('beat', '+', 1),
        failures: seen.state === 'running' ? seen.failures + 1 : seen.failures,
        progressPermille: 0,
        delayMs: 0,
        retryAt: null,
        again: 0,
      }))
      .where('kind', '=', kind)
      .where('target', '=', target)
      .where('beat', '=', seen.beat)
      .where('state', 'in', LIVE)
      .where('stopping', '=', 0)
      .returning('run')
      .executeTakeFirst();
    return row && { kind, target, ownerId, run: row.run };
  }

  /** Says that its owner is at it. `lost`: it is not the owner's any more; `stopping`: it is to end. */
  async beat(claim: JobClaim, progress: number): Promise<'held' | 'stopping' | 'lost'> {
    const row = await this.#claimed(claim)
      .set(old => ({ beat: old('beat', '+', 1), progressPermille: Math.round(progress * 1_000) }))
      .returning('stopping')
      .executeTakeFirst();
    if (!row) return 'lost';
    return row.stopping === 1 ? 'stopping' : 'held';
  }

  /** Ends a run. Changes nothing where the claim does not count any more. */
  async settle(claim: JobClaim, outcome: JobOutcome): Promise<void> {
    const { kind, target } = claim;
    await this.inTransaction(async transaction => {
      // Writing first keeps others from it until all of this is done, on both databases.
      const row = await this.#claimed(claim, transaction)
        .set(old => ({ beat: old('beat', '+', 1), ownerId: null }))
        .returning(['stopping', 'again'])
        .executeTakeFirst();
      if (!row) return;
      if (row.stopping === 1) {
        await transaction.deleteFrom('jobs').where('kind', '=', kind).where('target', '=', target).execute();
        return;
      }
      const again = row.again === 1 && outcome.state !== 'waiting';
      await transaction
        .updateTable('jobs')
        .set(again ? FRESH : columnsOf(outcome))
        .where('kind', '=', kind)
        .where('target', '=', target)
        .execute();
    });
  }

  /** Ends a job whose owner is gone without running it again, if no one has touched it since it was seen. */
  async giveUp(seen: StoredJob, reason: string): Promise<void> {
    await this.kysely
      .updateTable('jobs')
      .set({
        ...columnsOf({ state: 'failed', reason, failures: seen.failures + 1 }),
        ownerId: null,
        beat: seen.beat + 1,
      })
      .where('kind', '=', seen.kind)
      .where('target', '=', seen.target)
      .where('beat', '=', seen.beat)
      .execute();
  }

  /** One that waits is gone at once; one that runs is told to end, and is gone then. */
  async stop({ kind, target }: JobName): Promise<void> {
    await this.inTransaction(async transaction => {
      // From here on no one can claim it.
      await transaction
        .updateTable('jobs')
        .set(old => ({ stopping: 1, beat: old('beat', '+', 1) }))
        .where('kind', '=', kind)
        .where('target', '=', target)
        .where('stopping', '=', 0)
        .execute();
      await transaction
        .deleteFrom('jobs')
        .where('kind', '=', kind)
        .where('target', '=', target)
        .where('state', '!=', 'running')
        .execute();
    });
  }

  /** Takes away a job whose owner is gone and that no one wants any more, if no one has touched it since it was seen. */
  async remove(seen: StoredJob): Promise<void> {
    await this.kysely
      .deleteFrom('jobs')
      .where('kind', '=', seen.kind)
      .where('target', '=', seen.target)
      .where('beat', '=', seen.beat)
      .execute();
  }

  /** In this order nothing is missed: one that is claimed in between begins after this was asked for. */
  async #enqueueAgain({ kind, target }: JobName, transaction: Kysely<Tables>): Promise<void> {
    await transaction
      .updateTable('jobs')
      .set({ again: 1 })
      .where('kind', '=', kind)
      .where('target', '=', target)
      .where('state', '=', 'running')
      .execute();
    await transaction
      .updateTable('jobs')
      .set(old => ({ ...FRESH, beat: old('beat', '+', 1) }))
      .where('kind', '=', kind)
      .where('target', '=', target)
      .where('state', '!=', 'running')
      .execute();
    await this.enqueue({ kind, target }, transaction);
  }

  #claimed({ kind, target, ownerId, run }: JobClaim, db: Kysely<Tables> = this.kysely) {
    return db
      .updateTable('jobs')
      .where('kind', '=', kind)
      .where('target', '=', target)
      .where('state', '=', 'running')
      .where('ownerId', '=', ownerId)
      .where('run', '=', run);
  }
}

function newRow(kind: string, target: string) {
  return { kind, target, ...FRESH, beat: 0, run: 0, stopping: 0, createdAt: Date.now() };
}

function columnsOf(outcome: JobOutcome) {
  switch (outcome.state) {
    case 'done':
      return { ...FRESH, state: 'done', progressPermille: 1_000 };
    case 'waiting':
      return { state: 'waiting', progressPermille: 0, delayMs: 0, retryAt: null };
    case 'retrying':
      return { ...outcome, progressPermille: 0, retryAt: Date.now() + outcome.delayMs };
    case 'failed':
      return { ...outcome, progressPermille: 0, delayMs: 0, retryAt: null };
  }
}

function jobOf(row: Selectable<Tables['jobs']>): StoredJob {
  return {
    kind: row.kind,
    target: row.target,
    state: JobState.parse(row.state),
    beat: row.beat,
    ownerId: row.ownerId ?? undefined,
    failures: row.failures,
    progress: row.progressPermille / 1_000,
    reason: row.reason ?? undefined,
    delayMs: row.delayMs,
    retryAt: row.retryAt ?? undefined,
    stopping: row.stopping === 1,
  };
}
