import { StorageError } from './ObjectStorage.ts';

/** No name begins with a dot, so no key leads upwards or hides. */
const KEY = /^[a-z0-9][a-z0-9._-]{0,99}(?:\/[a-z0-9][a-z0-9._-]{0,99}){0,4}$/;

/** Throws `StorageError` `refused` for what can be no key. */
export function requireKey(key: string): string {
  if (!KEY.test(key)) throw new StorageError('refused', 'This is no key of the storage.');
  return key;
}
