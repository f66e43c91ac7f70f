import type { ErrorRequestHandler } from 'express';
import { AppError, type ErrorCode, errorToReply } from '../../shared/errors.ts';
import type { Logger } from '../log.ts';

const STATUS: Record<ErrorCode, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-lead': 403,
  'not-admitted': 403,
  'not-found': 404,
  'unknown-request': 404,
  'link-invalid': 404,
  'wrong-phase': 409,
  'outside-window': 409,
  'not-in-kit': 404,
  locked: 409,
  incomplete: 409,
  blind: 409,
  'scoring-closed': 409,
  conflict: 409,
  'too-many-pages': 409,
  'duplicate-command': 409,
  'stale-epoch': 409,
  'too-large': 413,
  'rate-limited': 429,
  internal: 500,
  'media-unavailable': 503,
  'newer-version': 503,
  unavailable: 503,
  'storage-full': 507,
};

export function statusOf(code: ErrorCode): number {
  return STATUS[code];
}

/** Answers errors with JSON. Downloads and public pages have their own error pages. */
export function errorReplies(log: Logger): ErrorRequestHandler {
  return (thrown: unknown, request, response, next) => {
    if (response.headersSent) {
      next(thrown);
      return;
    }
    const error = fromExpress(thrown);
    const reply = errorToReply(error);
    const status = statusOf(reply.code);
    if (status >= 500)
      log.error(
        { err: error, method: request.method, path: withoutSecrets(request.path) },
        'A request failed',
      );
    const retryAfterMs = reply.details?.retryAfterMs;
    if (typeof retryAfterMs === 'number') response.setHeader('Retry-After', Math.ceil(retryAfterMs / 1_000));
    response.status(status).json({ error: reply });
  };
}

function withoutSecrets(path: string): string {
  return path.replace(/^(\/api\/media\/|\/calendar\/)[^/]+/i, '$1…');
}

/** Converts client errors of express and its body parser to `AppError`s. */
function fromExpress(thrown: unknown): unknown {
  if (!(thrown instanceof Error) || !('status' in thrown)) return thrown;
  if (thrown.status === 413) return new AppError('too-large');
  if (thrown.status === 404) return new AppError('not-found');
  if (typeof thrown.status === 'number' && thrown.status < 500)
    return AppError.refused('The request cannot be read.');
  return thrown;
}
