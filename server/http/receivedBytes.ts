import type { Request } from 'express';
import { AppError } from '../../shared/errors.ts';

/** Yields the body. Throws `too-large`, or `invalid` if the body is empty or interrupted. */
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
  if (bytes === 0) throw AppError.invalid('file-empty');
}

function cutOff(cause: unknown): AppError {
  return new AppError('invalid', 'upload-incomplete', { cause });
}

function tooLarge(maxBytes: number): AppError {
  return new AppError('too-large', 'file-too-large', {
    values: { megabytes: Math.floor(maxBytes / 1024 ** 2) },
  });
}
