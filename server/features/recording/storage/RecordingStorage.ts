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

export type FileOfRecording = NewMediaFile & { path: string };

/** Stores and deletes files. At any time, each stored file has a row in the database. */
export class RecordingStorage {
  readonly #options: { objects: ObjectStorage; files: MediaFileStore; logger: Logger };

  constructor(options: { objects: ObjectStorage; files: MediaFileStore; logger: Logger }) {
    this.#options = options;
  }

  /** Replaces all files of these kinds. Returns undefined if the recording is deleted. Throws `JobError`. */
  async put(
    recordingId: RecordingId,
    kinds: readonly MediaFileKind[],
    files: readonly FileOfRecording[],
    { signal, onProgress }: { signal: AbortSignal; onProgress: (share: number) => void },
  ): Promise<StoredMediaFile[] | undefined> {
    const planned = await this.#options.files.plan(
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
        await this.#options.objects.put(
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

  async tidy(): Promise<void> {
    try {
      for (const file of await this.#options.files.superseded()) await this.remove(file);
    } catch (error) {
      this.#options.logger.warn({ err: error }, 'files that are out of date could not be deleted');
    }
  }

  async remove({ storageKey, fileId }: { storageKey: string; fileId: MediaFileId }): Promise<void> {
    await this.#options.objects.remove(storageKey);
    await this.#options.files.forget(fileId);
  }
}

/** Converts `StorageError` to a `JobError` that retries without end, because someone may fix the storage. */
export function asStorageJobError(error: unknown): unknown {
  if (!(error instanceof StorageError)) return error;
  return new JobError(error.message, error.code === 'corrupt' ? 'soon' : 'later', error);
}
