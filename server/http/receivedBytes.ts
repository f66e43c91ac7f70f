import type { Request } from 'express';
import { AppError } from '../../shared/errors.ts';

/**
 * A request's body, piece by piece, for the code that keeps it. Throws `too-large` beyond `maxBytes`, as soon as that is known, and `invalid`
 * where nothing came or the sender went away half-way. The request stays whole also where the reading ends early: its sender is still to
 * be told why, over the same connection.
 */
export async function* receivedBytes(request: Request, maxBytes: number): AsyncGenerator<Uint8Array> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes);
  let bytes = 0;
  try {
    for await (const piece of request.iterator({ destroyOnReturn: false })) {
      bytes += piece.byteLength;
      if (bytes > maxBytes) throw tooLarge(maxBytes);
      yield piece;
    }
  } catch (error) {
    throw error instanceof AppError ? error : cutOff(error);
  }
  if (bytes === 0) throw AppError.invalid('There is nothing in this file.');
}

function cutOff(cause: unknown): AppError {
  return new AppError('invalid', 'The file did not arrive as a whole. Please send it again.', { cause });
}

function tooLarge(maxBytes: number): AppError {
  return new AppError('too-large', `A file may have at most ${Math.floor(maxBytes / 1024 ** 2)} MB.`);
}
