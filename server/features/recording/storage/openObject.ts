import type { Readable } from 'node:stream';
import { AppError } from '../../../../shared/errors.ts';
import { type ByteRange, type ObjectStorage, StorageError } from './ObjectStorage.ts';

const TIMEOUT_MS = 15_000;

/** Opens a stored object for a viewer. Throws `unavailable` if the storage doesn't answer in time. */
export async function openObject(
  objects: Pick<ObjectStorage, 'read'>,
  key: string,
  range?: ByteRange,
  timeoutMs: number = TIMEOUT_MS,
): Promise<Readable> {
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(), timeoutMs);
  try {
    return await objects.read(key, range, timeout.signal);
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    throw AppError.unavailable('recording-unreadable', error);
  } finally {
    clearTimeout(timer);
  }
}
