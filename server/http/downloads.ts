import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fromNodeHeaders } from 'better-auth/node';
import express, { type ErrorRequestHandler, type Request, type Response, Router } from 'express';
import { AppError, type ErrorCode, errorToReply } from '../../shared/errors.ts';
import type { DownloadedFile, FormDownload, StaffDownload } from '../features/routeHandlers.ts';
import type { RateLimits } from '../limits/RateLimits.ts';
import type { Logger } from '../log.ts';
import { statusOf } from './errorReplies.ts';
import { addressGroupOf, decodeInput, requireStaff, type StaffOf } from './requests.ts';

type Options = { limits: RateLimits; log: Logger };

/** Serves form downloads. Must precede the origin check, because pages without referrers send no origin. */
export function formDownloads(downloads: readonly FormDownload[], { limits, log }: Options): Router {
  const router = Router();
  for (const download of downloads)
    router.post(
      download.path,
      express.urlencoded({ extended: false, limit: '4kb' }),
      async (request: Request, response: Response) => {
        await limits.spend(download.limit, addressGroupOf(request));
        const form = download.form.safeParse(request.body);
        if (!form.success) throw AppError.linkInvalid();
        await send(await download.handle(form.data), request, response, log);
      },
      errorPages(download, log),
    );
  return router;
}

export function staffDownloads(
  downloads: readonly StaffDownload[],
  { limits, log, staffOf }: Options & { staffOf: StaffOf },
): Router {
  const router = Router();
  for (const { path, access, limit, params, handle } of downloads)
    router.get(path, async (request, response) => {
      const member = await requireStaff(staffOf, fromNodeHeaders(request.headers), access);
      if (limit) await limits.spend(limit, addressGroupOf(request));
      const file = await handle(decodeInput(params, { ...request.query, ...request.params }), member);
      await send(file, request, response, log);
    });
  return router;
}

async function send(
  { fileName, contentType, body }: DownloadedFile,
  request: Request,
  response: Response,
  log: Logger,
): Promise<void> {
  response.set({
    'Content-Type': contentType,
    'Content-Disposition': `attachment; filename="${fileName}"`,
    'X-Content-Type-Options': 'nosniff',
  });
  if (!(body instanceof Readable)) {
    response.send(body);
    return;
  }
  // A failure ends the connection, so that browsers don't treat the file as complete.
  await pipeline(body, response).catch(error => {
    if (!request.destroyed) log.warn({ err: error }, 'a download was not sent to its end');
  });
}

function errorPages({ failure, sentences }: FormDownload, log: Logger): ErrorRequestHandler {
  return (thrown: unknown, _request, response, next) => {
    if (response.headersSent) {
      next(thrown);
      return;
    }
    const { code, details } = errorToReply(thrown);
    const status = statusOf(code);
    if (status >= 500) log.error({ err: thrown }, failure);
    const retryAfterMs = details?.retryAfterMs;
    if (typeof retryAfterMs === 'number') response.set('Retry-After', `${Math.ceil(retryAfterMs / 1_000)}`);
    response
      .status(status)
      .type('html')
      .send(errorPage(sentences[code] ?? generalSentence(code)));
  };
}

function errorPage(sentence: string): string {
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="robots" content="noindex">',
    '<title>Download not possible</title>',
    '<h1>The download did not start</h1>',
    `<p>${sentence}</p>`,
    '<p>Use your browser’s Back button to return to your page.</p>',
    '</html>',
    '',
  ].join('\n');
}

function generalSentence(code: ErrorCode): string {
  return code === 'rate-limited'
    ? 'There were too many requests from your network. Please wait a minute, then try again.'
    : 'Something went wrong on our side. Nothing on your page is lost. Please try again in a few minutes.';
}
