import { pipeline } from 'node:stream/promises';
import express, { type ErrorRequestHandler, type RequestHandler, Router } from 'express';
import { z } from 'zod';
import { AppError, errorToReply } from '../../shared/errors.ts';
import { LinkToken } from '../../shared/protocol/joinRoutes.ts';
import { PRACTICE_ARCHIVE } from '../../shared/protocol/practiceRoutes.ts';
import type { PracticeArchive } from '../features/practice/PracticeArchive.ts';
import type { Logger } from '../log.ts';
import { addressGroup } from './clientAddress.ts';
import { statusOf } from './errorReplies.ts';
import type { RateLimits } from './rateLimits.ts';

const Form = z.object({ page: LinkToken });

interface ArchiveRouteOptions {
  archive: Pick<PracticeArchive, 'open'>;
  limits: RateLimits;
  log: Logger;
}

/**
 * Everything that belongs to a private page as one file, for a form that posts the page's token. It stands before the check of origins,
 * because forms of our pages, which send no referrer, name none; nothing is changed here, and only the token's holder gets anything.
 */
export function practiceArchiveRoutes(options: ArchiveRouteOptions): Router {
  const router = Router();
  const form = express.urlencoded({ extended: false, limit: '4kb' });
  router.post(PRACTICE_ARCHIVE, form, answer(options), pageOfError(options.log));
  return router;
}

function answer({ archive, limits, log }: ArchiveRouteOptions): RequestHandler {
  return async (request, response) => {
    await limits.spend('practiceOpen', addressGroup(request.ip ?? ''));
    const form = Form.safeParse(request.body);
    if (!form.success) throw AppError.linkInvalid();
    const { fileName, bytes } = await archive.open(form.data.page);
    response.set({
      'Content-Type': 'application/zip',
      'Content-Disposition': `attachment; filename="${fileName}"`,
      'X-Content-Type-Options': 'nosniff',
    });
    // A file that is cut off ends the connection, so that no browser takes it for whole.
    await pipeline(bytes, response).catch(error => {
      if (!request.destroyed) log.warn({ err: error }, 'an archive was not sent to its end');
    });
  };
}

/** It is a person who sees this, in place of the page they came from. */
function pageOfError(log: Logger): ErrorRequestHandler {
  return (thrown: unknown, _request, response, next) => {
    if (response.headersSent) {
      next(thrown);
      return;
    }
    const reply = errorToReply(thrown);
    const status = statusOf(reply.code);
    if (status >= 500) log.error({ err: thrown }, 'An archive could not be made');
    const retryAfterMs = reply.details?.retryAfterMs;
    if (typeof retryAfterMs === 'number') response.set('Retry-After', `${Math.ceil(retryAfterMs / 1_000)}`);
    response.status(status).type('html').send(errorPage(reply.code));
  };
}

function errorPage(code: ReturnType<typeof errorToReply>['code']): string {
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="robots" content="noindex">',
    '<title>Download not possible</title>',
    '<h1>The download did not start</h1>',
    `<p>${sentenceFor(code)}</p>`,
    '<p>Use your browser’s Back button to return to your page.</p>',
    '</html>',
    '',
  ].join('\n');
}

function sentenceFor(code: ReturnType<typeof errorToReply>['code']): string {
  switch (code) {
    case 'link-invalid':
    case 'invalid':
      return 'There is no practice page with this link. It may have been deleted, and everything on it with it.';
    case 'rate-limited':
      return 'There were too many requests from your network. Please wait a minute, then try again.';
    default:
      return 'Something went wrong on our side. Nothing on your page is lost. Please try again in a few minutes.';
  }
}
