import type { Kysely, Transaction } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import { CandidateId, MergeId, type UserId } from '../../shared/ids.ts';
import type { AuditLog } from './auditLog.ts';
import { type Database, DatabaseStore } from './database.ts';
import { findRow, findRows, insertRows, lockRows, updateRows } from './rows.ts';
import type { Tables } from './schema.ts';

const StoredMerge = z.object({
  mergeId: MergeId,
  candidateId: CandidateId,
  intoId: CandidateId,
  mergedBy: z.string(),
  mergedAt: z.number(),
});
export type StoredMerge = z.infer<typeof StoredMerge>;

/** Merges of candidates' records by hand. A merge changes only which record is the root, so that it can be undone. */
export class CandidateMergeStore extends DatabaseStore {
  readonly #audit: AuditLog;

  constructor(database: Database, audit: AuditLog) {
    super(database);
    this.#audit = audit;
  }

  /** Returns the merges of a record that hold. */
  async listOf(rootId: CandidateId): Promise<StoredMerge[]> {
    const rows = await this.kysely
      .selectFrom('candidateMerges')
      .innerJoin('candidates', 'candidates.candidateId', 'candidateMerges.candidateId')
      .selectAll('candidateMerges')
      .where('candidates.rootId', '=', rootId)
      .where('candidateMerges.undoneAt', 'is', null)
      .orderBy('candidateMerges.mergedAt')
      .orderBy('candidateMerges.mergeId')
      .execute();
    return rows.map(row => StoredMerge.parse(row));
  }

  async find(mergeId: MergeId): Promise<StoredMerge | undefined> {
    const row = await findRow(this.kysely, 'candidateMerges', { mergeId, undoneAt: null });
    return row && StoredMerge.parse(row);
  }

  /** Merges a record into another. Returns undefined if one is already part of the other. */
  merge(from: CandidateId, into: CandidateId, by: UserId): Promise<CandidateId | undefined> {
    return this.inTransaction(async transaction => {
      const rootId = await mergeIn(transaction, from, into, by);
      if (rootId === undefined) return undefined;
      await this.#audit.add(
        { actor: by, action: 'candidate.merged', target: rootId, details: { candidateId: from } },
        transaction,
      );
      return rootId;
    });
  }

  /** Makes a merged record separate again. Returns false if the merge was already undone. */
  undo(mergeId: MergeId, by: UserId): Promise<boolean> {
    return this.inTransaction(async transaction => {
      const merge = await findRow(transaction, 'candidateMerges', { mergeId });
      if (!merge) return false;
      await lockTree(transaction, [merge.candidateId]);
      const undone = { undoneBy: by, undoneAt: Date.now() };
      if ((await updateRows(transaction, 'candidateMerges', { mergeId, undoneAt: null }, undone)) !== 1)
        return false;
      const { candidateId } = merge;
      await updateRows(transaction, 'candidates', { candidateId }, { mergedInto: null });
      await setRoot(transaction, candidateId, candidateId);
      await this.#audit.add(
        { actor: by, action: 'candidate.merge-undone', target: candidateId, details: { mergeId } },
        transaction,
      );
      return true;
    });
  }
}

/** Returns the root of a record, which is the record itself unless it is merged into another. */
export async function rootOf(db: Kysely<Tables>, candidateId: string): Promise<CandidateId | undefined> {
  const row = await findRow(db, 'candidates', { candidateId });
  return row && CandidateId.parse(row.rootId);
}

/** Makes concurrent merges of the same records wait for each other. Locks in one order, to avoid deadlocks. */
async function lockTree(db: Transaction<Tables>, ids: readonly string[]): Promise<void> {
  const rows = await findRows(db, 'candidates', { candidateId: [...ids] });
  for (const candidateId of [...new Set(rows.map(({ rootId }) => rootId))].sort())
    await lockRows(db, 'candidates', { candidateId }, 'createdAt');
}

async function mergeIn(
  db: Transaction<Tables>,
  from: CandidateId,
  into: CandidateId,
  by: UserId,
): Promise<CandidateId | undefined> {
  await lockTree(db, [from, into]);
  const [candidateId, rootId] = [await rootOf(db, from), await rootOf(db, into)];
  if (candidateId === undefined || rootId === undefined || candidateId === rootId) return undefined;
  const merge = { mergeId: uuidv7(), candidateId, intoId: rootId, mergedBy: by, mergedAt: Date.now() };
  await insertRows(db, 'candidateMerges', merge);
  await updateRows(db, 'candidates', { candidateId }, { mergedInto: rootId });
  await setRoot(db, candidateId, rootId);
  return rootId;
}

/** Sets the root of a record and of all records that are merged into it. */
async function setRoot(db: Transaction<Tables>, candidateId: string, rootId: string): Promise<void> {
  for (let ids = [candidateId]; ids.length > 0; ) {
    await updateRows(db, 'candidates', { candidateId: ids }, { rootId });
    ids = (await findRows(db, 'candidates', { mergedInto: ids })).map(row => row.candidateId);
  }
}
