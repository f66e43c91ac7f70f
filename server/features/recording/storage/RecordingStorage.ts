import type { Logger } from 'pino';
import type { MediaFileId, RecordingId } from '../../../../shared/ids.ts';
import type {
  MediaFileKind,
  MediaFileStore,
  NewMediaFile,
  StoredMediaFile,
} from '../../../store/mediaFileStore.ts';
import { JobError } from '../../jobs/job.ts';
import { type ObjectStorage, StorageError } from './ObjectStorage.ts';

/** A local file to add to a recording. */
export interface FileOfRecording extends NewMediaFile {
  path: string;
}

interface Transfer {
  signal: AbortSignal;
  onProgress: (share: number) => void;
}

/** Stores and deletes files of recordings. The database has a row for each file at any time. */
export class RecordingStorage {
  readonly #objects: ObjectStorage;
  readonly #files: MediaFileStore;
  readonly #logger: Logger;

  constructor(options: { objects: ObjectStorage; files: MediaFileStore; logger: Logger }) {
    this.#objects = options.objects;
    this.#files = options.files;
    this.#logger = options.logger;
  }

  /**
   * Stores the files, which replace all others of these kinds. They stay hidden until they are published. Returns undefined when the
   * recording was deleted. Rejects with `JobError`.
   */
  async put(
    recordingId: RecordingId,
    kinds: readonly MediaFileKind[],
    files: readonly FileOfRecording[],
    { signal, onProgress }: Transfer,
  ): Promise<StoredMediaFile[] | undefined> {
    const planned = await this.#files.plan(
      recordingId,
      kinds,
      files.map(({ path: _here, ...file }) => file),
    );
    if (!planned) return undefined;
    const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
    let done = 0;
    for (const [index, { path, bytes, sha256 }] of files.entries()) {
      const key = planned[index]?.storageKey ?? '';
      try {
        await this.#objects.put(
          key,
          { path, bytes, sha256 },
          { signal, onProgress: share => onProgress((done + share * bytes) / total) },
        );
      } catch (error) {
        throw asStorageJobError(error);
      }
      done += bytes;
    }
    return planned;
  }

  /** Deletes replaced files. Never rejects: a later sweep retries. */
  async tidy(): Promise<void> {
    try {
      for (const file of await this.#files.superseded()) await this.remove(file);
    } catch (error) {
      this.#logger.warn({ err: error }, 'files that are out of date could not be deleted');
    }
  }

  /** Safe to repeat. */
  async remove({ storageKey, fileId }: { storageKey: string; fileId: MediaFileId }): Promise<void> {
    await this.#objects.remove(storageKey);
    await this.#files.forget(fileId);
  }
}

/** Converts `StorageError` to `JobError`. Retries without end, because someone may fix the storage. Returns other errors unchanged. */
export function asStorageJobError(error: unknown): unknown {
  if (!(error instanceof StorageError)) return error;
  return new JobError(error.message, error.code === 'corrupt' ? 'soon' : 'later', error);
}
