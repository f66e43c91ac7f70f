import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import { BulkId, CommandId, InterviewId } from '../../shared/ids.ts';
import { BulkAction, type BulkProgress, Refusal, UNDO_MS } from '../../shared/protocol/bulkRoutes.ts';
import type { AuditEntry, AuditLog } from './auditLog.ts';
import { type Database, DatabaseStore } from './database.ts';
import type { JobStore } from './jobStore.ts';
import { json, optional } from './rowSchemas.ts';
import { deleteRows, findRow, findRows, insertMissing, is, updateRows } from './rows.ts';

export const BULK_JOB = 'bulk';
/** Finished changes are deleted after this time. The audit log keeps what they changed. */
const KEPT_MS = 30 * 24 * 60 * 60_000;
/** A member sees a finished change for this long, so that only pages that are open now show it. */
const SHOWN_MS = 30_000;
/** A change with failures is shown longer. Its member closes it. */
const FAILURES_SHOWN_MS = 24 * 60 * 60_000;

const StoredBulk = z.object({
  bulkId: BulkId,
  userId: z.string(),
  action: json(BulkAction),
  state: z.enum(['waiting', 'running', 'done', 'undone']),
  createdAt: z.number(),
});
export type StoredBulk = z.infer<typeof StoredBulk>;

const BulkItem = z.object({
  bulkId: BulkId,
  interviewId: InterviewId,
  commandId: CommandId,
  seenAt: z.number(),
  state: z.enum(['open', 'done', 'unchanged', 'failed']),
  refusal: optional(json(Refusal)),
});
export type BulkItem = z.infer<typeof BulkItem>;

export type BulkOutcome = { state: 'done' | 'unchanged' } | { state: 'failed'; refusal: Refusal };

/** Changes of many interviews in one step, which several servers can share. */
export class BulkStore extends DatabaseStore {
  readonly #jobs: JobStore;
  readonly #audit: AuditLog;

  constructor(database: Database, jobs: JobStore, audit: AuditLog) {
    super(database);
    this.#jobs = jobs;
    this.#audit = audit;
  }

  /** Adds a change together with its job. Does nothing if the id is known. */
  async add(
    bulk: Pick<StoredBulk, 'bulkId' | 'userId' | 'action'>,
    interviews: readonly Pick<BulkItem, 'interviewId' | 'seenAt'>[],
  ): Promise<void> {
    const { bulkId, userId, action } = bulk;
    const createdAt = Date.now();
    await this.inTransaction(async transaction => {
      const row = { bulkId, userId, action: JSON.stringify(action), createdAt };
      const added = await insertMissing(transaction, 'bulkActions', {
        ...{ ...row, state: 'waiting', finishedAt: null },
      });
      if (added === 0) return;
      const items = interviews.map((interview, position) => ({
        ...{ bulkId, position, ...interview, commandId: uuidv7(), state: 'open', refusal: null },
      }));
      await insertMissing(transaction, 'bulkItems', ...items);
      await this.#jobs.enqueue({ kind: BULK_JOB, target: bulkId }, transaction, UNDO_MS);
      await deleteRows(transaction, 'bulkActions', { createdAt: is('<', createdAt - KEPT_MS) });
    });
  }

  /** Undoes a member's change that hasn't started. Returns false if it has, or if there is none. */
  async undo(userId: string, bulkId: BulkId): Promise<boolean> {
    const own = { userId, bulkId };
    const changes = { state: 'undone', finishedAt: Date.now() };
    if ((await updateRows(this.kysely, 'bulkActions', { ...own, state: 'waiting' }, changes)) === 1)
      return true;
    return (await findRow(this.kysely, 'bulkActions', { ...own, state: 'undone' })) !== undefined;
  }

  /** Starts a change, after which it can't be undone, or continues it. Returns undefined if it is over. */
  async begin(bulkId: BulkId): Promise<StoredBulk | undefined> {
    await updateRows(this.kysely, 'bulkActions', { bulkId, state: 'waiting' }, { state: 'running' });
    const row = await findRow(this.kysely, 'bulkActions', { bulkId, state: 'running' });
    return row && StoredBulk.parse(row);
  }

  async items(bulkId: BulkId): Promise<BulkItem[]> {
    const rows = await findRows(this.kysely, 'bulkItems', { bulkId }, 'position');
    return rows.map(row => BulkItem.parse(row));
  }

  /** Returns the zones of a change's interviews that have one. */
  async zones(bulkId: BulkId): Promise<Map<string, string>> {
    const rows = await this.kysely
      .selectFrom('bulkItems')
      .innerJoin('interviews', 'interviews.interviewId', 'bulkItems.interviewId')
      .where('bulkItems.bulkId', '=', bulkId)
      .where('interviews.timeZone', 'is not', null)
      .select(['interviews.interviewId', 'interviews.timeZone'])
      .execute();
    return new Map(rows.map(({ interviewId, timeZone }) => [interviewId, timeZone ?? '']));
  }

  /** Records what became of an interview, with the audit entry. Does nothing if that is already recorded. */
  async settle(
    { bulkId, interviewId }: BulkItem,
    outcome: BulkOutcome,
    entry: AuditEntry | undefined,
  ): Promise<void> {
    const refusal = outcome.state === 'failed' ? JSON.stringify(outcome.refusal) : null;
    await this.inTransaction(async transaction => {
      const open = { bulkId, interviewId, state: 'open' };
      const changes = { state: outcome.state, refusal };
      if ((await updateRows(transaction, 'bulkItems', open, changes)) !== 1) return;
      if (entry) await this.#audit.add(entry, transaction);
    });
  }

  async finish(bulkId: BulkId): Promise<void> {
    const changes = { state: 'done', finishedAt: Date.now() };
    await updateRows(this.kysely, 'bulkActions', { bulkId, state: 'running' }, changes);
  }

  async find(userId: string, bulkId: BulkId): Promise<StoredBulk | undefined> {
    const row = await findRow(this.kysely, 'bulkActions', { userId, bulkId });
    return row && StoredBulk.parse(row);
  }

  /** Lists a member's changes that aren't over, or ended a short time ago, oldest first. */
  async recent(userId: string, now: number): Promise<StoredBulk[]> {
    const withFailures = this.kysely
      .selectFrom('bulkItems')
      .select('bulkItems.bulkId')
      .where('bulkItems.state', '=', 'failed');
    const rows = await this.kysely
      .selectFrom('bulkActions')
      .selectAll()
      .where('userId', '=', userId)
      .where(({ or, and, eb }) =>
        or([
          eb('finishedAt', 'is', null),
          eb('finishedAt', '>', now - SHOWN_MS),
          and([eb('finishedAt', '>', now - FAILURES_SHOWN_MS), eb('bulkId', 'in', withFailures)]),
        ]),
      )
      .orderBy('createdAt')
      .orderBy('bulkId')
      .execute();
    return rows.map(row => StoredBulk.parse(row));
  }
}

/** Numbers of a change's interviews by what became of them. */
export function countsOf(
  items: readonly BulkItem[],
): Pick<BulkProgress, 'total' | 'done' | 'unchanged' | 'failed'> {
  const number = (state: BulkItem['state']) => items.filter(item => item.state === state).length;
  return {
    total: items.length,
    done: number('done'),
    unchanged: number('unchanged'),
    failed: number('failed'),
  };
}
