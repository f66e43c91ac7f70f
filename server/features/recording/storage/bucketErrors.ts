import { StorageError } from './ObjectStorage.ts';

const MISSING = new Set(['NoSuchKey', 'NoSuchVersion', 'NotFound']);
const FULL = new Set([
  'QuotaExceeded',
  'QuotaExceededException',
  'InsufficientCapacity',
  'XMinioStorageFull',
  'XMinioAdminBucketQuotaExceeded',
]);
const CORRUPT = new Set([
  'BadDigest',
  'InvalidDigest',
  'XAmzContentSHA256Mismatch',
  'XAmzContentChecksumMismatch',
  'IncompleteBody',
]);
/** The request itself came too late or was cut off on its way: another one may get through. */
const PASSING = new Set([
  'RequestTimeout',
  'RequestTimeTooSkewed',
  'SlowDown',
  'NoSuchUpload',
  'OperationAborted',
]);

/** What a bucket, or the way to it, has said, in our words. */
export function asStorageError(error: unknown): StorageError {
  if (error instanceof StorageError) return error;
  const name = error instanceof Error ? error.name : '';
  const status = statusOf(error);
  if (MISSING.has(name)) return new StorageError('missing', 'The storage does not have this file.', error);
  if (FULL.has(name) || status === 507) return new StorageError('full', 'The storage is full.', error);
  if (CORRUPT.has(name))
    return new StorageError('corrupt', 'A file did not arrive in the storage as it was.', error);
  if (
    !PASSING.has(name) &&
    status !== undefined &&
    status >= 300 &&
    status < 500 &&
    status !== 408 &&
    status !== 429
  )
    return new StorageError('refused', sentenceOf(name), error);
  return new StorageError('unreachable', 'The storage does not answer.', error);
}

function sentenceOf(name: string): string {
  switch (name) {
    case 'NoSuchBucket':
      return 'The storage has no bucket of this name: check S3_BUCKET.';
    case 'InvalidAccessKeyId':
    case 'SignatureDoesNotMatch':
      return 'The storage does not accept the access key: check S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY.';
    case 'PermanentRedirect':
    case 'AuthorizationHeaderMalformed':
      return 'The bucket is somewhere else: check S3_REGION and S3_ENDPOINT.';
    default:
      return 'The storage refuses the server: check the rights of the access key.';
  }
}

/** Of the answer; undefined where there was none. */
function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('$metadata' in error)) return undefined;
  const { $metadata: metadata } = error;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return undefined;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
}
