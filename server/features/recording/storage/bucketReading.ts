import { Readable } from 'node:stream';
import type { GetObjectCommandOutput } from '@aws-sdk/client-s3';
import { StorageError } from './ObjectStorage.ts';

/** Gives up after this many consecutive interruptions without new bytes. */
const IN_VAIN_MAX = 3;

/** Yields an object's bytes. To resume, calls `open` with the next position. Rejects with `StorageError`. */
export async function* bytesOf(
  first: GetObjectCommandOutput,
  open: (from: number, etag: string | undefined) => Promise<GetObjectCommandOutput>,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  const total = first.ContentLength ?? 0;
  let [answer, position, inVain] = [first, 0, 0];
  while (position < total) {
    const before = position;
    try {
      for await (const piece of piecesOf(answer, signal)) {
        position += piece.length;
        yield piece;
      }
      if (position < total) throw new Error('The answer ended early.');
    } catch (error) {
      inVain = position > before ? 0 : inVain + 1;
      if (signal.aborted || inVain >= IN_VAIN_MAX) throw asStorageError(error);
      try {
        answer = await open(position, first.ETag);
      } catch (refusal) {
        throw asStorageError(refusal);
      }
    }
  }
}

async function* piecesOf(
  { Body: body }: GetObjectCommandOutput,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  if (!(body instanceof Readable)) throw new StorageError('unreachable', 'The storage does not answer.');
  const end = () => body.destroy();
  signal.addEventListener('abort', end);
  try {
    yield* body;
  } finally {
    signal.removeEventListener('abort', end);
    body.destroy();
  }
}

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
const PASSING = new Set([
  'RequestTimeout',
  'RequestTimeTooSkewed',
  'SlowDown',
  'NoSuchUpload',
  'OperationAborted',
]);

/** Converts errors of the S3 client to `StorageError`. */
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

function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('$metadata' in error)) return undefined;
  const { $metadata: metadata } = error;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return undefined;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
}
