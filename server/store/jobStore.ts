import type { Kysely } from 'kysely';
import { z } from 'zod';
import { DatabaseStore } from './database.ts';
import { flag, optional } from './rowSchemas.ts';
import { deleteRows, findRows, increment, insertMissing, is, updateRows } from './rows.ts';
import type { Tables } from './schema.ts';

/** `retrying`: waits after a failed attempt. `failed`: does not run until someone retries it. */
export const JobState = z.enum(['waiting', 'running', 'retrying', 'failed', 'done']);
export type JobState = z.infer<typeof JobState>;
export type JobName = { kind: string; target: string };

const StoredJob = z
  .object({
    kind: z.string(),
    target: z.string(),
    state: JobState,
    beat: z.number(),
    ownerId: optional(z.string()),
    failures: z.number(),
    progressPermille: z.number(),
    reason: optional(z.string()),
    /** Time until the next attempt. Each server counts from when it first read the job in this state. */
    delayMs: z.number(),
    /** Approximate time of the next attempt, by the clock of the server that wrote the row. For display. */
    retryAt: optional(z.number()),
    /** True for a canceled job, which is deleted when it has stopped. */
    stopping: flag,
  })
  .transform(({ progressPermille, ...job }) => ({ ...job, progress: progressPermille / 1_000 }));
export type StoredJob = z.infer<typeof StoredJob>;

/** A server's right to run a job. `run` counts the job's claims. Writes with an old claim are ignored. */
export type JobClaim = JobName & { ownerId: string; run: number };

export type JobOutcome =
  | { state: 'done' }
  /** The job returns to the queue as if it had never been claimed. */
  | { state: 'waiting' }
  | { state: 'retrying'; reason: string; failures: number; delayMs: number }
  | { state: 'failed'; reason: string; failures: number };

const LIVE = ['waiting', 'running', 'retrying'] as const satisfies JobState[];

const FRESH = {
  state: 'waiting',
  ownerId: null,
  failures: 0,
  progressPermille: 0,
  reason: null,
  delayMs: 0,
  retryAt: null,
  again: 0,
  stopping: 0,
} as const;
const RESTARTED = { ...FRESH, beat: increment('beat') };

/** The job queue. Several servers can share it, because writes to a job that has changed have no effect. */
export class JobStore extends DatabaseStore {
  /** Adds a job unless it is already in the queue. `delayMs`: time until the first attempt. */
  async enqueue(
    { kind, target }: JobName,
    transaction: Kysely<Tables> = this.kysely,
    delayMs = 0,
  ): Promise<void> {
    await insertMissing(transaction, 'jobs', { ...newRow(kind, target), delayMs });
  }

  /** Starts the job again, even when it is done or has failed. A running job runs again after it ends. */
  async enqueueAgain(name: JobName, transaction?: Kysely<Tables>): Promise<void> {
    await (transaction
      ? this.#enqueueAgain(name, transaction)
      : this.inTransaction(own => this.#enqueueAgain(name, own)));
  }

  /** Retries a failed job. Returns false when the job has not failed. */
  async retry({ kind, target }: JobName): Promise<boolean> {
    return (await updateRows(this.kysely, 'jobs', { kind, target, state: 'failed' }, RESTARTED)) === 1;
  }

  async retryAll(kind: string): Promise<void> {
    await updateRows(this.kysely, 'jobs', { kind, state: 'failed' }, RESTARTED);
  }

  async live(): Promise<StoredJob[]> {
    const rows = await findRows(this.kysely, 'jobs', { state: LIVE }, 'createdAt', 'kind', 'target');
    return z.array(StoredJob).parse(rows);
  }

  async about(targets: readonly string[]): Promise<StoredJob[]> {
    const rows = await findRows(this.kysely, 'jobs', { target: targets }, 'createdAt', 'kind');
    return z.array(StoredJob).parse(rows);
  }

  /** Claims a job. An abandoned run counts as failed. Returns undefined if the job changed since `seen`. */
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
      .where(({ and }) => and({ kind, target, beat: seen.beat }))
      .where('state', 'in', LIVE)
      .where('stopping', '=', 0)
      .returning('run')
      .executeTakeFirst();
    return row && { kind, target, ownerId, run: row.run };
  }

  /** Reports progress. Returns `lost` when another server claimed the job, `stopping` if it was canceled. */
  async beat(claim: JobClaim, progress: number): Promise<'held' | 'stopping' | 'lost'> {
    const row = await this.#claimed(claim)
      .set(old => ({ beat: old('beat', '+', 1), progressPermille: Math.round(progress * 1_000) }))
      .returning('stopping')
      .executeTakeFirst();
    if (!row) return 'lost';
    return row.stopping === 1 ? 'stopping' : 'held';
  }

  /** Records the outcome of a run. Changes nothing when the claim is outdated. */
  async settle(claim: JobClaim, outcome: JobOutcome): Promise<void> {
    const { kind, target } = claim;
    await this.inTransaction(async transaction => {
      // This write makes other writers wait until the transaction ends.
      const row = await this.#claimed(claim, transaction)
        .set(old => ({ beat: old('beat', '+', 1), ownerId: null }))
        .returning(['stopping', 'again'])
        .executeTakeFirst();
      if (!row) return;
      const again = row.again === 1 && (row.stopping === 1 || outcome.state !== 'waiting');
      if (row.stopping === 1 && !again) {
        await deleteRows(transaction, 'jobs', { kind, target });
        return;
      }
      await updateRows(transaction, 'jobs', { kind, target }, again ? FRESH : columnsOf(outcome));
    });
  }

  /** Fails a job whose owner is gone, if it has not changed since it was read. */
  async giveUp(seen: StoredJob, reason: string): Promise<void> {
    const { kind, target, beat, failures } = seen;
    const failed = columnsOf({ state: 'failed', reason, failures: failures + 1 });
    const changes = { ...failed, ownerId: null, beat: beat + 1 };
    await updateRows(this.kysely, 'jobs', { kind, target, beat }, changes);
  }

  async stop({ kind, target }: JobName): Promise<void> {
    await this.inTransaction(async transaction => {
      // Prevents other servers from claiming the job.
      const changes = { stopping: 1, beat: increment('beat') };
      await updateRows(transaction, 'jobs', { kind, target, stopping: 0 }, changes);
      // Leaves the beat of a job that is already stopping alone, which tells whether its owner lives.
      await updateRows(transaction, 'jobs', { kind, target }, { again: 0 });
      await deleteRows(transaction, 'jobs', { kind, target, state: is('!=', 'running') });
    });
  }

  /**
   * Deletes a canceled job whose owner is gone, or starts it again if it was wanted since. Changes nothing if it
   * has changed since it was read.
   */
  async remove({ kind, target, beat }: StoredJob): Promise<void> {
    await this.inTransaction(async transaction => {
      const seen = { kind, target, beat };
      if ((await updateRows(transaction, 'jobs', { ...seen, again: 1 }, RESTARTED)) === 0)
        await deleteRows(transaction, 'jobs', seen);
    });
  }

  /** Marks a running job before it restarts an idle one, so that a job that ends in between isn't missed. */
  async #enqueueAgain({ kind, target }: JobName, transaction: Kysely<Tables>): Promise<void> {
    await updateRows(transaction, 'jobs', { kind, target, state: 'running' }, { again: 1 });
    await updateRows(transaction, 'jobs', { kind, target, state: is('!=', 'running') }, RESTARTED);
    await this.enqueue({ kind, target }, transaction);
  }

  #claimed({ kind, target, ownerId, run }: JobClaim, db: Kysely<Tables> = this.kysely) {
    return db
      .updateTable('jobs')
      .where(({ and }) => and({ kind, target, state: 'running', ownerId }))
      .where('run', '=', run);
  }
}

function newRow(kind: string, target: string) {
  return { kind, target, ...FRESH, beat: 0, run: 0, createdAt: Date.now() };
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
