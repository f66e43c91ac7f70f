import type { Logger } from 'pino';
import type { MediaFileId, RecordingId } from '../../../../shared/ids.ts';
import type {
  MediaFileKind,
  MediaFileStore,
  NewMediaFile,
  StoredMediaFile,
} from '../../../store/mediaFileStore.ts';
import type { ObjectStorage } from '../storage/ObjectStorage.ts';
import { asStorageJobError } from './storageJobError.ts';

/** A file on this server's disk that is to be part of a recording. */
export interface FileOfRecording extends NewMediaFile {
  path: string;
}

interface Transfer {
  signal: AbortSignal;
  /** 0 to 1. */
  onProgress: (share: number) => void;
}

/** Brings files of recordings into the storage and takes them out again, so that the database knows of each at any time. */
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
   * Puts all of these, and nothing else of these kinds, into the storage; none of it is shown to anybody yet. Resolves when each is there
   * whole and verified; undefined where the recording was erased meanwhile. Rejects with `JobError`.
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

  /** Deletes what something else has taken the place of. Never rejects: what cannot be deleted now is found again. */
  async tidy(): Promise<void> {
    try {
      for (const file of await this.#files.superseded()) await this.remove(file);
    } catch (error) {
      this.#logger.warn({ err: error }, 'files that are out of date could not be deleted');
    }
  }

  /** Deletes one file for good. Safe to repeat. */
  async remove({ storageKey, fileId }: { storageKey: string; fileId: MediaFileId }): Promise<void> {
    await this.#objects.remove(storageKey);
    await this.#files.forget(fileId);
  }
}
