import type { Request } from 'express';
import { AppError } from '../../shared/errors.ts';

/**
 * A request's body, piece by piece, for whoever keeps it. Throws `too-large` beyond `maxBytes`, as soon as that is known, and `invalid`
 * where nothing came or the sender went away half-way.
 */
export async function* receivedBytes(request: Request, maxBytes: number): AsyncGenerator<Uint8Array> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes);
  let bytes = 0;
  // Whoever sends too much is still to be told so over the same connection.
  const pieces = request.iterator({ destroyOnReturn: false })[Symbol.asyncIterator]();
  for (;;) {
    const { done, value } = await next(pieces);
    if (done) break;
    bytes += value.byteLength;
    if (bytes > maxBytes) throw tooLarge(maxBytes);
    yield value;
  }
  if (bytes === 0) throw AppError.invalid('There is nothing in this file.');
}

async function next(pieces: AsyncIterator<Uint8Array>): Promise<IteratorResult<Uint8Array>> {
  try {
    return await pieces.next();
  } catch (error) {
    throw new AppError('invalid', 'The file did not arrive as a whole. Please send it again.', {
      cause: error,
    });
  }
}

function tooLarge(maxBytes: number): AppError {
  return new AppError('too-large', `A file may have at most ${Math.floor(maxBytes / 1024 ** 2)} MB.`);
}
