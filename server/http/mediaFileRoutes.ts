import type { Readable } from 'node:stream';
import { fromNodeHeaders } from 'better-auth/node';
import { type ErrorRequestHandler, type Request, type RequestHandler, type Response, Router } from 'express';
import { AppError } from '../../shared/errors.ts';
import { MEDIA_FILES } from '../../shared/protocol/recordingRoutes.ts';
import type { AllowedFile, MediaAccess } from '../features/recording/MediaAccess.ts';
import type { RateLimits } from '../limits/RateLimits.ts';
import type { Logger } from '../log.ts';
import { rangeOf } from './byteRanges.ts';
import { addressGroupOf } from './requests.ts';

/** How often a person who is being sent a long file is asked about anew. */
const JUDGE_EVERY_MS = 10_000;

interface MediaFileRouteOptions {
  media: Pick<MediaAccess, 'open'>;
  limits: RateLimits;
  log: Logger;
  judgeEveryMs?: number | undefined;
}

/**
 * Files of recordings, for anyone who has a grant. A player asks for many pieces of them, so they are counted apart from everything else; and
 * they are sent by us wherever they are kept, since an address of the storage would be good for everybody.
 */
export function mediaFileRoutes(options: MediaFileRouteOptions): Router {
  const router = Router();
  router.get(MEDIA_FILES, answer(options));
  router.use('/api/media', unreadable);
  return router;
}

/** An address that cannot even be decoded is one at which there is nothing, like any other wrong one. */
const unreadable: ErrorRequestHandler = (error, _request, _response, next) => {
  next(error instanceof URIError ? new AppError('not-found', 'There is nothing here.') : error);
};

/** Answers HEAD, too: express hands that to the handler of GET. */
function answer({
  media,
  limits,
  log,
  judgeEveryMs = JUDGE_EVERY_MS,
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
    const failure = await send(stream, response, wanted, { holds: () => file.holds(), judgeEveryMs });
    if (failure) log.warn({ fileId, err: failure }, 'a file of a recording was not sent to its end');
  };
}

/** Ranges are for GET alone (RFC 9110, section 14.2), and only of the file that the asker knows (section 13.1.5). */
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

/** Names the bytes: it is a part of their digest. */
function etagOf({ sha256 }: AllowedFile): string {
  return `"${sha256.slice(0, 32)}"`;
}

/**
 * Sends the bytes as fast as they are taken. Never rejects: what goes wrong on the way ends the connection, because the answer has begun,
 * and is returned unless it is that the receiver has gone away. Who may not have the file any more gets no more of it.
 */
async function send(
  stream: Readable,
  response: Response,
  wanted: number,
  { holds, judgeEveryMs }: { holds: () => Promise<boolean>; judgeEveryMs: number },
): Promise<unknown> {
  const leave = () => stream.destroy();
  response.once('close', leave);
  let [sent, judgedAt] = [0, performance.now()];
  try {
    if (response.destroyed) leave();
    for await (const piece of stream as AsyncIterable<Buffer>) {
      if (performance.now() - judgedAt > judgeEveryMs) {
        if (!(await holds())) throw new Error('The viewer may not have it any more.');
        judgedAt = performance.now();
      }
      sent += piece.length;
      if (!response.write(piece)) await drained(response);
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

/** Also where the receiver goes away instead. */
function drained(response: Response): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const done = () => {
    response.off('drain', done);
    response.off('close', done);
    resolve();
  };
  response.on('drain', done);
  response.on('close', done);
  return promise;
}
