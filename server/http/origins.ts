import type { IncomingHttpHeaders } from 'node:http';
import type { RequestHandler } from 'express';
import { AppError } from '../../shared/errors.ts';

const READ_ONLY = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses every change that does not come from one of our own pages. Browsers always name the origin of such a request,
 * so one without it is refused too.
 */
export function requireOwnOrigin(allowedOrigins: readonly string[]): RequestHandler {
  return (request, _response, next) => {
    if (READ_ONLY.has(request.method) || isAllowedOrigin(request.headers.origin, allowedOrigins)) next();
    else next(AppError.forbidden('This request does not come from a page of this site.'));
  };
}

/**
 * The same question for a socket's handshake. A WebSocket always names its origin; a browser that has to fall back to
 * polling does not for its own site, but says that it is the same, which no page can make it say of another.
 */
export function isOwnHandshake(headers: IncomingHttpHeaders, allowedOrigins: readonly string[]): boolean {
  if (headers.origin === undefined) return headers['sec-fetch-site'] === 'same-origin';
  return isAllowedOrigin(headers.origin, allowedOrigins);
}

function isAllowedOrigin(origin: string | undefined, allowedOrigins: readonly string[]): boolean {
  return origin !== undefined && allowedOrigins.includes(origin);
}
