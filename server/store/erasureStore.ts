import { createHash } from 'node:crypto';
import type { Kysely, Selectable } from 'kysely';
import { uuidv7 } from 'uuidv7';
import type { InterviewId, RecordingId, StretchId } from '../../shared/ids.ts';
import { ErasureReceipt } from '../../shared/protocol/recordingRoutes.ts';
import type { AuditLog } from './auditLog.ts';
import { type Database, DatabaseStore } from './database.ts';
import type { JobStore } from './jobStore.ts';
import { deleteRows, findRow, findRows, insertMissing, is, updateRows } from './rows.ts';
import type { Tables } from './schema.ts';
import { deleteTranscripts } from './transcriptStore.ts';

export interface ErasedFile {
  name: string;
  bytes: number;
  /** SHA-256 in hex. Empty when the file could not be read. */
  sha256: string;
}

export type ErasureRest = { files: number; stretches: StretchId[]; workFolders: string[] };

/** Tracks deletions of recordings. Lists files before their deletion, so that the receipt stays complete. */
export class ErasureStore extends DatabaseStore {
  readonly #jobs: JobStore;
  readonly #audit: AuditLog;

  constructor(database: Database, jobs: JobStore, audit: AuditLog) {
    super(database);
    this.#jobs = jobs;
    this.#audit = audit;
  }

  /** Makes the recording unreachable immediately, and enqueues the job that deletes it. Safe to repeat. */
  async start(erasure: {
    interviewId: InterviewId;
    recordingId: RecordingId;
    cause: ErasureReceipt['cause'];
    requestedAt: number;
  }): Promise<ErasureReceipt> {
    const { recordingId } = erasure;
    await this.inTransaction(async transaction => {
      await updateRows(transaction, 'recordings', { recordingId }, { state: 'erased', finished: null });
      await deleteRows(transaction, 'mediaGrants', { recordingId });
      await deleteTranscripts(transaction, [recordingId]);
      await insertMissing(transaction, 'erasureReceipts', {
        receiptId: uuidv7(),
        ...erasure,
        files: 0,
        bytes: 0,
        lostPlaces: 0,
      });
      await this.#jobs.enqueue({ kind: 'erase', target: recordingId }, transaction);
    });
    const receipt = await this.find(recordingId);
    if (!receipt) throw new Error('The receipt was not written.');
    return receipt;
  }

  async find(recordingId: RecordingId): Promise<ErasureReceipt | undefined> {
    const row = await findRow(this.kysely, 'erasureReceipts', { recordingId });
    return row && receiptOf(row);
  }

  async list(interviewId: InterviewId): Promise<ErasureReceipt[]> {
    const rows = await findRows(this.kysely, 'erasureReceipts', { interviewId }, 'receiptId desc');
    return rows.map(receiptOf);
  }

  /** Records the files to delete. Files that are already recorded stay unchanged. */
  async tally(recordingId: RecordingId, files: readonly ErasedFile[]): Promise<void> {
    await insertMissing(this.kysely, 'erasedFiles', ...files.map(file => ({ recordingId, ...file })));
  }

  /** Forgets a stretch (part) of a recording. Call when no media server has its media anymore. */
  async forgetStretch(stretchId: StretchId): Promise<void> {
    await deleteRows(this.kysely, 'recordingStretches', { stretchId });
  }

  /** Records a folder that may hold parts of the recording. Call before writing into it. Safe to repeat. */
  async noteWorkFolder(recordingId: RecordingId, folderId: string): Promise<void> {
    await insertMissing(this.kysely, 'recordingWorkFolders', { recordingId, folderId });
  }

  /** Forgets a work folder. Call when the folder contains nothing of the recording anymore. */
  async forgetWorkFolder(recordingId: RecordingId, folderId: string): Promise<void> {
    await deleteRows(this.kysely, 'recordingWorkFolders', { recordingId, folderId });
  }

  async rest(recordingId: RecordingId): Promise<ErasureRest> {
    return restIn(this.kysely, recordingId);
  }

  /** Completes the receipt of the deletion. Returns undefined while something is left to delete. */
  async complete(recordingId: RecordingId): Promise<ErasureReceipt | undefined> {
    // The recording's words were in the database, too.
    await this.database.wipeDeleted();
    return this.inTransaction(async transaction => {
      const rest = await restIn(transaction, recordingId);
      if (rest.files + rest.stretches.length + rest.workFolders.length > 0) return undefined;
      const files = await findRows(transaction, 'erasedFiles', { recordingId });
      const { lostPlaces } = await transaction
        .selectFrom('leftBehind')
        .where('recordingId', '=', recordingId)
        .select(({ fn }) => fn.countAll<number>().as('lostPlaces'))
        .executeTakeFirstOrThrow();
      const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
      const completed = await updateRows(
        transaction,
        'erasureReceipts',
        { recordingId, completedAt: null },
        {
          completedAt: Date.now(),
          files: files.length,
          bytes,
          digest: digestOf(files),
          lostPlaces: Number(lostPlaces),
        },
      );
      if (completed === 1) {
        await deleteRows(transaction, 'erasedFiles', { recordingId });
        const details = { files: files.length, bytes, lostPlaces: Number(lostPlaces) };
        await this.#audit.add(
          { actor: 'system', action: 'recording.deleted', target: recordingId, details },
          transaction,
        );
      }
      const row = await findRow(transaction, 'erasureReceipts', { recordingId });
      return row && receiptOf(row);
    });
  }
}

async function restIn(db: Kysely<Tables>, recordingId: RecordingId): Promise<ErasureRest> {
  const files = await findRows(db, 'recordingFiles', { recordingId });
  const stretches = await findRows(db, 'recordingStretches', { recordingId, state: is('!=', 'released') });
  const folders = await findRows(db, 'recordingWorkFolders', { recordingId });
  return {
    files: files.length,
    stretches: stretches.map(({ stretchId }) => stretchId as StretchId),
    workFolders: folders.map(({ folderId }) => folderId),
  };
}

function digestOf(files: readonly ErasedFile[]): string {
  const hash = createHash('sha256');
  // Sorts in JavaScript, because SQLite and PostgreSQL sort text differently.
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
