import type { z } from 'zod';
import { formatNumber, plural } from '../../shared/intl.ts';

/** Errors that start in the browser. Errors from the server bring their own text. */
export const errorTexts = {
  unexpected: 'Something unexpected happened on this page. Please try again.',
  offline: 'We can’t reach the server. Check your connection, then try again.',
  disconnected: 'There’s no connection right now.',
  late: 'The server didn’t answer in time.',
  unavailable: 'The server isn’t responding right now. Try again in a moment.',
  server: 'Something went wrong on our side. Please try again.',
  page: 'Something went wrong on this page.',
  tooManyRequests: 'Too many attempts. Wait a minute, then try again.',
  unknownAnswer: 'This page may be out of date. Reload it, then try again.',
  connectionEnded: 'The connection has ended.',
  unsupportedBrowser: 'This browser doesn’t support video calls.',
  kitNotSaved: 'Couldn’t save the kit.',
} as const;

/** Returns what a form shows at a field for a schema's finding; undefined for findings that bring their own text. */
export function issueText(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'too_small':
      if (issue.origin === 'number') return `Enter ${formatNumber(Number(issue.minimum))} or more.`;
      return Number(issue.minimum) <= 1
        ? 'Please fill this in.'
        : plural(Number(issue.minimum), { other: 'Use at least # characters.' });
    case 'too_big':
      return issue.origin === 'number'
        ? `Enter ${formatNumber(Number(issue.maximum))} or less.`
        : plural(Number(issue.maximum), {
            one: 'Use at most # character.',
            other: 'Use at most # characters.',
          });
    case 'invalid_type':
      return issue.expected === 'number' || issue.expected === 'int'
        ? 'Enter a whole number.'
        : 'Please fill this in.';
    default:
      return undefined;
  }
}
