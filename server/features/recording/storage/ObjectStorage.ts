import type { Readable } from 'node:stream';

export type FileToStore = { path: string; bytes: number; sha256: string };

export interface TransferOptions {
  signal?: AbortSignal | undefined;
  onProgress?: ((share: number) => void) | undefined;
}

/** Positions of the first and the last byte, zero-based. */
export type ByteRange = { first: number; last: number };

/** Stores files by keys like `a/b.webm`. Rejects with `StorageError`, or with the abort reason. */
export interface ObjectStorage {
  /** Resolves when the file is complete and verified. Until then, the key does not exist. Safe to repeat. */
  put(key: string, file: FileToStore, options?: TransferOptions): Promise<void>;
  stat(key: string): Promise<{ bytes: number } | undefined>;
  /** Rejects with `missing` if there is no such object. The signal also ends the wait for the first byte. */
  read(key: string, range?: ByteRange, signal?: AbortSignal): Promise<Readable>;
  /** Deletes all versions and incomplete uploads of the key. Safe to repeat. */
  remove(key: string): Promise<void>;
  close(): void;
}

export class StorageError extends Error {
  /** `refused`: lack of permissions. `unreachable`: worth a retry. `corrupt`: changed during the transfer. */
  readonly code: 'missing' | 'refused' | 'full' | 'unreachable' | 'corrupt';

  constructor(code: StorageError['code'], message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'StorageError';
    this.code = code;
  }
}

/** Names without a leading dot cannot lead to parent folders or hidden files. */
const KEY = /^[a-z0-9][a-z0-9._-]{0,99}(?:\/[a-z0-9][a-z0-9._-]{0,99}){0,4}$/;

export function requireKey(key: string): string {
  if (!KEY.test(key)) throw new StorageError('refused', 'This is no key of the storage.');
  return key;
}
