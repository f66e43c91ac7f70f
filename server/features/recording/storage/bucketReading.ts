import { Readable } from 'node:stream';
import type { GetObjectCommandOutput } from '@aws-sdk/client-s3';
import { asStorageError } from './bucketErrors.ts';
import { StorageError } from './ObjectStorage.ts';

/** How often in a row a transfer may break off without having brought anything. */
const IN_VAIN_MAX = 3;

/**
 * The bytes of an answer, to its end: one that breaks off is asked for again from there on. `open` asks for all from this byte on, of the
 * object as it was. Rejects with `StorageError`.
 */
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
