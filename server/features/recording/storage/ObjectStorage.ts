import type { Readable } from 'node:stream';

export interface FileToStore {
  path: string;
  bytes: number;
  /** SHA-256, hex. */
  sha256: string;
}

export interface TransferOptions {
  signal?: AbortSignal | undefined;
  /** Called with 0 to 1. */
  onProgress?: ((share: number) => void) | undefined;
}

/** First and last byte, zero-based and inclusive. */
export interface ByteRange {
  first: number;
  last: number;
}

/**
 * Storage of finished recordings: a folder or a bucket. Keys are paths of a few `[a-z0-9-._]` names. Rejects with `StorageError`, or with
 * the signal's reason.
 */
export interface ObjectStorage {
  /** Stores a file. Resolves when it is complete and verified by size and digest; until then the key does not exist. Safe to repeat. */
  put(key: string, file: FileToStore, options?: TransferOptions): Promise<void>;
  /** Returns undefined without such an object. */
  stat(key: string): Promise<{ bytes: number } | undefined>;
  /** Reads the object or a range of it. Rejects with `missing` without such an object. The signal also ends the wait for the first byte. */
  read(key: string, range?: ByteRange, signal?: AbortSignal): Promise<Readable>;
  /** Deletes all versions and incomplete uploads of the key. Safe to repeat. */
  remove(key: string): Promise<void>;
  close(): void;
}

export class StorageError extends Error {
  /**
   * - `missing`: no such object.
   * - `refused`: wrong credentials, missing permissions, or no such bucket.
   * - `unreachable`: no answer, or one that says to retry.
   * - `corrupt`: the received bytes differ from the sent ones.
   */
  readonly code: 'missing' | 'refused' | 'full' | 'unreachable' | 'corrupt';

  constructor(code: StorageError['code'], message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'StorageError';
    this.code = code;
  }
}

/** No name starts with a dot, so keys cannot lead to parent folders or hidden files. */
const KEY = /^[a-z0-9][a-z0-9._-]{0,99}(?:\/[a-z0-9][a-z0-9._-]{0,99}){0,4}$/;

/** Throws `StorageError` `refused` for an invalid key. */
export function requireKey(key: string): string {
  if (!KEY.test(key)) throw new StorageError('refused', 'This is no key of the storage.');
  return key;
}
