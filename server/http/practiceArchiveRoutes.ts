import { pipeline } from 'node:stream/promises';
import express, { type RequestHandler, Router } from 'express';
import { z } from 'zod';
import { AppError } from '../../shared/errors.ts';
import { LinkToken } from '../../shared/protocol/joinRoutes.ts';
import { PRACTICE_ARCHIVE } from '../../shared/protocol/practiceRoutes.ts';
import type { PracticeArchive } from '../features/practice/PracticeArchive.ts';
import type { Logger } from '../log.ts';
import { addressGroup } from './clientAddress.ts';
import { downloadErrors } from './downloadErrors.ts';
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
  const errors = downloadErrors(options.log, {
    failed: 'An archive could not be made',
    sentenceFor: code => {
      if (code === 'rate-limited')
        return 'There were too many downloads. Wait a few minutes, then try again.';
      return code === 'link-invalid' || code === 'invalid'
        ? 'There is no practice page with this link. It may have been deleted, and everything on it with it.'
        : undefined;
    },
  });
  router.post(PRACTICE_ARCHIVE, form, answer(options), errors);
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
