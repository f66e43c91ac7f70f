import type { IncomingHttpHeaders } from 'node:http';
import type { RequestHandler } from 'express';
import { AppError } from '../../shared/errors.ts';

const READ_ONLY = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Rejects changes from other origins, and changes without an origin, because browsers always send one. */
export function requireOwnOrigin(allowedOrigins: readonly string[]): RequestHandler {
  return (request, _response, next) => {
    if (READ_ONLY.has(request.method) || isAllowedOrigin(request.headers.origin, allowedOrigins)) next();
    else next(AppError.forbidden('other-site'));
  };
}

/** True if one of our pages connects. Polls have no origin, so `Sec-Fetch-Site` is checked instead. */
export function isOwnHandshake(headers: IncomingHttpHeaders, allowedOrigins: readonly string[]): boolean {
  if (headers.origin === undefined) return headers['sec-fetch-site'] === 'same-origin';
  return isAllowedOrigin(headers.origin, allowedOrigins);
}

function isAllowedOrigin(origin: string | undefined, allowedOrigins: readonly string[]): boolean {
  return origin !== undefined && allowedOrigins.includes(origin);
}
