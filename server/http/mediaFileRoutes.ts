import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { fromNodeHeaders } from 'better-auth/node';
import { type ErrorRequestHandler, type Request, type RequestHandler, type Response, Router } from 'express';
import { AppError } from '../../shared/errors.ts';
import { MEDIA_FILES } from '../../shared/protocol/recordingRoutes.ts';
import type { AllowedFile, MediaAccess } from '../features/recording/MediaAccess.ts';
import type { ByteRange } from '../features/recording/storage/ObjectStorage.ts';
import type { RateLimits } from '../limits/RateLimits.ts';
import type { Logger } from '../log.ts';
import { addressGroupOf } from './requests.ts';

const CHECK_EVERY_MS = 10_000;

interface MediaFileRouteOptions {
  media: Pick<MediaAccess, 'open'>;
  limits: RateLimits;
  log: Logger;
  checkEveryMs?: number | undefined;
}

/** Serves files to holders of a grant, even from S3, because a signed S3 address would work for anyone. */
export function mediaFileRoutes(options: MediaFileRouteOptions): Router {
  const router = Router();
  router.get(MEDIA_FILES, answer(options));
  router.use('/api/media', unreadable);
  return router;
}

const unreadable: ErrorRequestHandler = (error, _request, _response, next) => {
  next(error instanceof URIError ? new AppError('not-found') : error);
};

function answer({
  media,
  limits,
  log,
  checkEveryMs = CHECK_EVERY_MS,
}: MediaFileRouteOptions): RequestHandler {
  return async (request, response) => {
    response.set('Cache-Control', 'no-store');
    await limits.spend('media', addressGroupOf(request));
    const { grant = '', fileId = '' } = request.params as Record<string, string>;
    const headers = fromNodeHeaders(request.headers);
    const file = await media.open({ grant, fileId, headers, download: request.query.download === '1' });
    const range = wantedRange(request, file);
    if (request.method === 'HEAD' || range === 'unsatisfiable') {
      setHeaders(response, file, range);
      response.end();
      return;
    }
    const part = range === 'whole' ? undefined : range;
    await file.note(part);
    const stream = await file.read(part);
    setHeaders(response, file, range);
    const wanted = part ? part.last - part.first + 1 : file.bytes;
    const failure = await send(stream, response, wanted, { holds: () => file.holds(), checkEveryMs });
    if (failure) log.warn({ fileId, err: failure }, 'a file of a recording was not sent to its end');
  };
}

/** Returns the requested range (RFC 9110), which applies only to GET, and only if `If-Range` matches. */
function wantedRange(request: Request, file: AllowedFile): ReturnType<typeof rangeOf> {
  const condition = request.headers['if-range'];
  if (request.method !== 'GET' || (condition !== undefined && condition !== etagOf(file))) return 'whole';
  return rangeOf(request.headers.range, file.bytes);
}

function setHeaders(response: Response, file: AllowedFile, range: ReturnType<typeof rangeOf>): void {
  response.set({
    'Content-Type': file.contentType,
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Content-Disposition':
      file.downloadName === undefined ? 'inline' : `attachment; filename="${file.downloadName}"`,
    'Accept-Ranges': 'bytes',
    ETag: etagOf(file),
  });
  if (range === 'whole') {
    response.set('Content-Length', `${file.bytes}`);
  } else if (range === 'unsatisfiable') {
    response.status(416).set({ 'Content-Range': `bytes */${file.bytes}`, 'Content-Length': '0' });
  } else {
    const { first, last } = range;
    response.status(206).set({
      'Content-Range': `bytes ${first}-${last}/${file.bytes}`,
      'Content-Length': `${last - first + 1}`,
    });
  }
}

function etagOf({ sha256 }: AllowedFile): string {
  return `"${sha256.slice(0, 32)}"`;
}

/** Sends a file as fast as the client reads. Returns the error, if any, unless the client disconnected. */
async function send(
  stream: Readable,
  response: Response,
  wanted: number,
  { holds, checkEveryMs }: { holds: () => Promise<boolean>; checkEveryMs: number },
): Promise<unknown> {
  const left = new AbortController();
  const leave = () => {
    left.abort();
    stream.destroy();
  };
  response.once('close', leave);
  let [sent, checkedAt] = [0, performance.now()];
  try {
    if (response.destroyed) leave();
    for await (const piece of stream as AsyncIterable<Buffer>) {
      if (performance.now() - checkedAt > checkEveryMs) {
        if (!(await holds())) throw new Error('The viewer may no longer read the file.');
        checkedAt = performance.now();
      }
      sent += piece.length;
      if (!response.write(piece)) await once(response, 'drain', { signal: left.signal }).catch(() => {});
      if (response.destroyed) return undefined;
    }
    if (sent !== wanted) throw new Error(`The storage gave ${sent} bytes of ${wanted}.`);
    response.end();
    return undefined;
  } catch (error) {
    const hasLeft = response.destroyed;
    response.destroy();
    return hasLeft ? undefined : error;
  } finally {
    response.off('close', leave);
    stream.destroy();
  }
}

const ONE_RANGE = /^bytes=[ \t]*(\d*)-(\d*)[ \t]*$/i;

/** Decodes a Range field (RFC 9110, section 14). Returns `whole` unless it is one well-formed byte range. */
export function rangeOf(field: string | undefined, bytes: number): ByteRange | 'whole' | 'unsatisfiable' {
  const match = ONE_RANGE.exec(field ?? '');
  if (!match) return 'whole';
  const [, from = '', to = ''] = match;
  if (from === '') return to === '' ? 'whole' : suffixOf(Number(to), bytes);
  const first = Number(from);
  if (to !== '' && Number(to) < first) return 'whole';
  if (first >= bytes) return 'unsatisfiable';
  return { first, last: to === '' ? bytes - 1 : Math.min(Number(to), bytes - 1) };
}

function suffixOf(length: number, bytes: number): ByteRange | 'unsatisfiable' {
  if (length === 0 || bytes === 0) return 'unsatisfiable';
  return { first: Math.max(0, bytes - length), last: bytes - 1 };
}
