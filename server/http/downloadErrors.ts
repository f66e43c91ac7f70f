import type { ErrorRequestHandler } from 'express';
import { type ErrorCode, errorToReply } from '../../shared/errors.ts';
import type { Logger } from '../log.ts';
import { statusOf } from './errorReplies.ts';

/** A download that a page's form asks for, in words for the person who sees them in place of that page. */
export interface DownloadWords {
  /** What the log says of a failure. */
  failed: string;
  /** Undefined where the usual sentence says enough. */
  sentenceFor(code: ErrorCode): string | undefined;
}

/** Answers errors of a form's download with a page. */
export function downloadErrors(log: Logger, words: DownloadWords): ErrorRequestHandler {
  return (thrown: unknown, _request, response, next) => {
    if (response.headersSent) {
      next(thrown);
      return;
    }
    const reply = errorToReply(thrown);
    const status = statusOf(reply.code);
    if (status >= 500) log.error({ err: thrown }, words.failed);
    const retryAfterMs = reply.details?.retryAfterMs;
    if (typeof retryAfterMs === 'number') response.set('Retry-After', `${Math.ceil(retryAfterMs / 1_000)}`);
    response
      .status(status)
      .type('html')
      .send(errorPage(words.sentenceFor(reply.code) ?? usualSentence(reply.code)));
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

function usualSentence(code: ErrorCode): string {
  return code === 'rate-limited'
    ? 'There were too many requests from your network. Please wait a minute, then try again.'
    : 'Something went wrong on our side. Nothing on your page is lost. Please try again in a few minutes.';
}
