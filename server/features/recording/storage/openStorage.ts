import type { Config } from '../../../config.ts';
import { LocalStorage } from './LocalStorage.ts';
import type { ObjectStorage } from './ObjectStorage.ts';

export async function openStorage({
  bucket,
  recordingFolder,
}: Pick<Config, 'bucket' | 'recordingFolder'>): Promise<ObjectStorage> {
  if (!bucket) return LocalStorage.create(recordingFolder);
  // The S3 client is large, so it is loaded on demand.
  const { S3Storage } = await import('./S3Storage.ts');
  return new S3Storage(bucket);
}
