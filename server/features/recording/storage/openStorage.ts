import type { Config } from '../../../config.ts';
import { LocalStorage } from './LocalStorage.ts';
import type { ObjectStorage } from './ObjectStorage.ts';

/** The storage that the configuration names. Rejects with `StartupError` where its folder cannot be written; a bucket may come later. */
export async function openStorage({
  bucket,
  recordingFolder,
}: Pick<Config, 'bucket' | 'recordingFolder'>): Promise<ObjectStorage> {
  if (!bucket) return LocalStorage.create(recordingFolder);
  // Its client is large, and who has no bucket needs none of it.
  const { S3Storage } = await import('./S3Storage.ts');
  return new S3Storage(bucket);
}
