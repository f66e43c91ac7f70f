import { createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { StoredMediaFile } from '../../../store/mediaFileStore.ts';
import { JobError } from '../../jobs/job.ts';
import { fileDigest } from './fileReading.ts';
import type { ObjectStorage } from './ObjectStorage.ts';
import { asStorageJobError } from './RecordingStorage.ts';

/** Downloads a stored file, unless it is there from an earlier attempt. Rejects with `JobError` or a disk error. */
export async function fetchFile(
  objects: Pick<ObjectStorage, 'read'>,
  { storageKey, bytes, sha256 }: Pick<StoredMediaFile, 'storageKey' | 'bytes' | 'sha256'>,
  target: string,
  signal: AbortSignal,
): Promise<void> {
  const size = await stat(target).then(
    found => found.size,
    () => undefined,
  );
  if (size === bytes && (await fileDigest(target, signal)) === sha256) return;
  try {
    const source = await objects.read(storageKey, undefined, signal);
    await pipeline(source, createWriteStream(target), { signal });
  } catch (error) {
    throw asStorageJobError(error);
  }
  if ((await fileDigest(target, signal)) === sha256) return;
  await rm(target, { force: true });
  throw new JobError('A file of the recording did not arrive from the storage as it was.', 'soon');
}
