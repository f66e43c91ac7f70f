import { randomBytes } from 'node:crypto';
import type { Transaction } from 'kysely';
import { z } from 'zod';
import { MediaFileId, RecordingId } from '../../shared/ids.ts';
import { DatabaseStore } from './database.ts';
import { deleteRows, findRows, insertRows, is, lockRows, updateRows } from './rows.ts';
import type { Tables } from './schema.ts';

export const MediaFileKind = z.enum(['person', 'screen', 'composed', 'thumbnail', 'clip']);
export type MediaFileKind = z.infer<typeof MediaFileKind>;

/** `pending`: being uploaded, so parts may be stored. `superseded`: replaced, and to be deleted. */
export const MediaFileState = z.enum(['pending', 'stored', 'superseded']);
export type MediaFileState = z.infer<typeof MediaFileState>;

const StoredMediaFile = z.object({
  fileId: MediaFileId,
  recordingId: RecordingId,
  /** Unique within the recording, such as `candidate-1.webm`. */
  name: z.string(),
  kind: MediaFileKind,
  storageKey: z.string(),
  contentType: z.string(),
  bytes: z.number(),
  sha256: z.string(),
  state: MediaFileState,
});
export type StoredMediaFile = z.infer<typeof StoredMediaFile>;
export type NewMediaFile = Omit<StoredMediaFile, 'fileId' | 'recordingId' | 'storageKey' | 'state'>;

/** Files of recordings. A file has a row from before its upload starts until its last byte is deleted. */
export class MediaFileStore extends DatabaseStore {
  async of(recordingId: RecordingId, ...states: MediaFileState[]): Promise<StoredMediaFile[]> {
    const rows = await findRows(this.kysely, 'recordingFiles', { recordingId, state: states });
    return z.array(StoredMediaFile).parse(rows);
  }

  async findStored(fileId: MediaFileId): Promise<StoredMediaFile | undefined> {
    const row = await this.kysely
      .selectFrom('recordingFiles')
      .innerJoin('recordings', 'recordings.recordingId', 'recordingFiles.recordingId')
      .selectAll('recordingFiles')
      .where(({ and }) => and({ fileId, 'recordingFiles.state': 'stored' }))
      .where('recordings.state', '!=', 'erased')
      .executeTakeFirst();
    return row && StoredMediaFile.parse(row);
  }

  /** Assigns storage keys, reusing keys of interrupted attempts. Undefined for an erased recording. */
  plan(
    recordingId: RecordingId,
    kinds: readonly MediaFileKind[],
    files: readonly NewMediaFile[],
  ): Promise<StoredMediaFile[] | undefined> {
    return this.inTransaction(async transaction => {
      if (!(await lockRecording(transaction, recordingId))) return undefined;
      const wanted = { recordingId, state: 'pending', kind: kinds };
      const pending = await findRows(transaction, 'recordingFiles', wanted);
      const planned: StoredMediaFile[] = [];
      for (const file of files) {
        const earlier = pending.find(({ name, sha256 }) => name === file.name && sha256 === file.sha256);
        const one = earlier ? StoredMediaFile.parse(earlier) : newFile(recordingId, file);
        if (!earlier) await insertRows(transaction, 'recordingFiles', one);
        planned.push(one);
      }
      const left = pending.filter(({ fileId }) => planned.every(file => file.fileId !== fileId));
      const fileId = left.map(file => file.fileId);
      await updateRows(transaction, 'recordingFiles', { fileId }, { state: 'superseded' });
      return planned;
    });
  }

  async replace({ fileId, recordingId, kind }: StoredMediaFile): Promise<'replaced' | 'erased'> {
    return this.inTransaction(async transaction => {
      if (!(await lockRecording(transaction, recordingId))) return 'erased';
      const earlier = { recordingId, kind, state: 'stored' };
      await updateRows(transaction, 'recordingFiles', earlier, { state: 'superseded' });
      await updateRows(transaction, 'recordingFiles', { fileId }, { state: 'stored' });
      return 'replaced';
    });
  }

  async superseded(): Promise<StoredMediaFile[]> {
    const rows = await findRows(this.kysely, 'recordingFiles', { state: 'superseded' });
    return z.array(StoredMediaFile).parse(rows);
  }

  /** Forgets a file. Call when nothing is left under its storage key. */
  async forget(fileId: MediaFileId): Promise<void> {
    await deleteRows(this.kysely, 'recordingFiles', { fileId });
  }
}

/** Uses a random id, so that neither the id nor the storage key reveals whose file it is. */
function newFile(recordingId: RecordingId, file: NewMediaFile): StoredMediaFile {
  const fileId = randomBytes(16).toString('hex') as MediaFileId;
  const ending = /\.[a-z0-9]{1,5}$/.exec(file.name)?.[0] ?? '';
  return { ...file, fileId, recordingId, storageKey: `${recordingId}/${fileId}${ending}`, state: 'pending' };
}

/** Writes to the recording, so that a concurrent erasure waits. Returns false for an erased recording. */
export async function lockRecording(
  transaction: Transaction<Tables>,
  recordingId: RecordingId,
): Promise<boolean> {
  const kept = { recordingId, state: is('!=', 'erased') };
  return (await lockRows(transaction, 'recordings', kept, 'seenSeq')) === 1;
}
