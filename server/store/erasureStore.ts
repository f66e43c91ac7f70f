import { createHash } from 'node:crypto';
import type { Kysely, Selectable } from 'kysely';
import { uuidv7 } from 'uuidv7';
import type { InterviewId, RecordingId, StretchId } from '../../shared/ids.ts';
import { ErasureReceipt } from '../../shared/protocol/recordingRoutes.ts';
import type { AuditLog } from './auditLog.ts';
import { type Database, DatabaseStore } from './database.ts';
import type { JobStore } from './jobStore.ts';
import type { Tables } from './schema.ts';

export interface ErasedFile {
  name: string;
  bytes: number;
  /** Hex. Empty when the file could not be read. */
  sha256: string;
}

export interface ErasureRest {
  files: number;
  stretches: StretchId[];
  workFolders: string[];
}

/**
 * Deletions of recordings, and receipts that prove them. Files are listed before they are deleted, so that a repeated
 * deletion ends with the same receipt.
 */
export class ErasureStore extends DatabaseStore {
  readonly #jobs: JobStore;
  readonly #audit: AuditLog;

  constructor(database: Database, jobs: JobStore, audit: AuditLog) {
    super(database);
    this.#jobs = jobs;
    this.#audit = audit;
  }

  /** Makes the recording unreachable immediately, and enqueues the job that deletes it. Safe to repeat. */
  async begin(erasure: {
    interviewId: InterviewId;
    recordingId: RecordingId;
    cause: ErasureReceipt['cause'];
    requestedAt: number;
  }): Promise<ErasureReceipt> {
    const { recordingId } = erasure;
    await this.inTransaction(async transaction => {
      await transaction
        .updateTable('recordings')
        .set({ state: 'erased', finished: null })
        .where('recordingId', '=', recordingId)
        .execute();
      await transaction.deleteFrom('mediaGrants').where('recordingId', '=', recordingId).execute();
      await transaction
        .insertInto('erasureReceipts')
        .values({
          receiptId: uuidv7(),
          ...erasure,
          completedAt: null,
          files: 0,
          bytes: 0,
          digest: null,
          lostPlaces: 0,
        })
        .onConflict(conflict => conflict.column('recordingId').doNothing())
        .execute();
      await this.#jobs.enqueue({ kind: 'erase', target: recordingId }, transaction);
    });
    const receipt = await this.find(recordingId);
    if (!receipt) throw new Error('The receipt was not written.');
    return receipt;
  }

  async find(recordingId: RecordingId): Promise<ErasureReceipt | undefined> {
    const row = await this.kysely
      .selectFrom('erasureReceipts')
      .selectAll()
      .where('recordingId', '=', recordingId)
      .executeTakeFirst();
    return row && receiptOf(row);
  }

  async list(interviewId: InterviewId): Promise<ErasureReceipt[]> {
    const rows = await this.kysely
      .selectFrom('erasureReceipts')
      .selectAll()
      .where('interviewId', '=', interviewId)
      .orderBy('receiptId', 'desc')
      .execute();
    return rows.map(receiptOf);
  }

  /** Keeps files that are recorded already. */
  async tally(recordingId: RecordingId, files: readonly ErasedFile[]): Promise<void> {
    if (files.length === 0) return;
    await this.kysely
      .insertInto('erasedFiles')
      .values(files.map(file => ({ recordingId, ...file })))
      .onConflict(conflict => conflict.doNothing())
      .execute();
  }

  /** Call when no media server has media of this capture left. */
  async forgetStretch(stretchId: StretchId): Promise<void> {
    await this.kysely.deleteFrom('recordingStretches').where('stretchId', '=', stretchId).execute();
  }

  /** Call before writing parts of a recording into a server's folder. Safe to repeat. */
  async noteWorkFolder(recordingId: RecordingId, folderId: string): Promise<void> {
    await this.kysely
      .insertInto('recordingWorkFolders')
      .values({ recordingId, folderId })
      .onConflict(conflict => conflict.doNothing())
      .execute();
  }

  /** Call when the folder has nothing of the recording left. */
  async forgetWorkFolder(recordingId: RecordingId, folderId: string): Promise<void> {
    await this.kysely
      .deleteFrom('recordingWorkFolders')
      .where(({ and }) => and({ recordingId, folderId }))
      .execute();
  }

  async rest(recordingId: RecordingId): Promise<ErasureRest> {
    return restIn(this.kysely, recordingId);
  }

  /** Returns undefined while something is left to delete. */
  async complete(recordingId: RecordingId): Promise<ErasureReceipt | undefined> {
    return this.inTransaction(async transaction => {
      const rest = await restIn(transaction, recordingId);
      if (rest.files + rest.stretches.length + rest.workFolders.length > 0) return undefined;
      const files = await transaction
        .selectFrom('erasedFiles')
        .selectAll()
        .where('recordingId', '=', recordingId)
        .execute();
      const { lostPlaces } = await transaction
        .selectFrom('leftBehind')
        .where('recordingId', '=', recordingId)
        .select(({ fn }) => fn.countAll<number>().as('lostPlaces'))
        .executeTakeFirstOrThrow();
      const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
      const completed = await transaction
        .updateTable('erasureReceipts')
        .set({
          completedAt: Date.now(),
          files: files.length,
          bytes,
          digest: digestOf(files),
          lostPlaces: Number(lostPlaces),
        })
        .where('recordingId', '=', recordingId)
        .where('completedAt', 'is', null)
        .executeTakeFirst();
      if (completed.numUpdatedRows === 1n) {
        await transaction.deleteFrom('erasedFiles').where('recordingId', '=', recordingId).execute();
        const details = { files: files.length, bytes, lostPlaces: Number(lostPlaces) };
        await this.#audit.add(
          { actor: 'system', action: 'recording.deleted', target: recordingId, details },
          transaction,
        );
      }
      const row = await transaction
        .selectFrom('erasureReceipts')
        .selectAll()
        .where('recordingId', '=', recordingId)
        .executeTakeFirst();
      return row && receiptOf(row);
    });
  }
}

async function restIn(db: Kysely<Tables>, recordingId: RecordingId): Promise<ErasureRest> {
  const files = await db
    .selectFrom('recordingFiles')
    .select('fileId')
    .where('recordingId', '=', recordingId)
    .execute();
  const stretches = await db
    .selectFrom('recordingStretches')
    .select('stretchId')
    .where('recordingId', '=', recordingId)
    .where('state', '!=', 'released')
    .execute();
  const folders = await db
    .selectFrom('recordingWorkFolders')
    .select('folderId')
    .where('recordingId', '=', recordingId)
    .execute();
  return {
    files: files.length,
    stretches: stretches.map(({ stretchId }) => stretchId as StretchId),
    workFolders: folders.map(({ folderId }) => folderId),
  };
}

function digestOf(files: readonly ErasedFile[]): string {
  const hash = createHash('sha256');
  // The databases sort text differently.
  const lines = files.map(({ name, bytes, sha256 }) => `${name} ${bytes} ${sha256}\n`);
  for (const line of lines.toSorted()) hash.update(line);
  return hash.digest('hex');
}

function receiptOf(row: Selectable<Tables['erasureReceipts']>): ErasureReceipt {
  const { completedAt, digest, ...receipt } = row;
  return ErasureReceipt.parse({
    ...receipt,
    ...(completedAt !== null && { completedAt }),
    ...(digest !== null && { digest }),
  });
}
