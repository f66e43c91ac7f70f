import type { Readable } from 'node:stream';

/** A file that is to be kept. */
export interface FileToStore {
  path: string;
  bytes: number;
  /** SHA-256, hex. */
  sha256: string;
}

export interface TransferOptions {
  signal?: AbortSignal | undefined;
  /** Told from time to time, 0 to 1. */
  onProgress?: ((share: number) => void) | undefined;
}

/** First and last byte, both counted from 0 and both included. */
export interface ByteRange {
  first: number;
  last: number;
}

/**
 * Where finished recordings are kept: a folder, or a bucket. Keys are paths of a few `[a-z0-9-._]` names. Whatever goes wrong is a
 * `StorageError`, which says whether trying again may help; a transfer that was called off rejects with the signal's reason.
 */
export interface ObjectStorage {
  /** Resolves when the object is there whole and verified by size and digest; until then nothing is listed under the key. Safe to repeat. */
  put(key: string, file: FileToStore, options?: TransferOptions): Promise<void>;
  /** Undefined where there is no such object. */
  stat(key: string): Promise<{ bytes: number } | undefined>;
  /**
   * The whole object or a range that lies within it. Rejects with `StorageError` `missing` where there is none. The signal ends reading, also
   * the wait for the first byte.
   */
  read(key: string, range?: ByteRange, signal?: AbortSignal): Promise<Readable>;
  /** Safe to repeat; resolves when nothing is left under the key, nothing half-done and no older version either. */
  remove(key: string): Promise<void>;
  /** Ends connections. Safe to call twice. */
  close(): void;
}

export class StorageError extends Error {
  /**
   * - `missing`: no such object; - `refused`: the storage does not let us (credentials, rights, no such bucket);
   * - `full`; - `unreachable`: no answer, or one that says to try again; - `corrupt`: what arrived is not what was sent.
   */
  readonly code: 'missing' | 'refused' | 'full' | 'unreachable' | 'corrupt';

  constructor(code: StorageError['code'], message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'StorageError';
    this.code = code;
  }
}
