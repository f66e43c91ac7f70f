import { z } from 'zod';
import { Timestamp } from '../interview/fields.ts';
import type { RouteRow } from './routeRow.ts';

/** `unsent`: no mail server is configured, so that it only shows what would have been sent. */
export const MailState = z.enum(['waiting', 'sent', 'failed', 'bounced', 'unsent']);
export type MailState = z.infer<typeof MailState>;

/** One message of the outbox as the console shows it: without links, which belong to their receivers alone. */
export const OutboxMail = z.strictObject({
  mailId: z.string(),
  kind: z.string(),
  /** Absent for a message to someone who practices: the console does not say who that is, which role it is about, or at what time of day. */
  to: z.string().optional(),
  subject: z.string(),
  /** The plain text, with the secrets of its links blanked out. Absent where `to` is. */
  text: z.string().optional(),
  state: MailState,
  createdAt: Timestamp,
  sentAt: Timestamp.optional(),
  /** What went wrong last, for people. */
  reason: z.string().optional(),
});
export type OutboxMail = z.infer<typeof OutboxMail>;

/** How many messages are listed at once, at most. */
export const OUTBOX_PAGE = 200;

export const MAIL_ROUTES = {
  /** Newest first, at most `OUTBOX_PAGE`, those older than the message `before`. `configured`: whether there is a mail server. */
  'outbox.list': {
    method: 'POST',
    path: '/api/outbox/list',
    params: z.strictObject({ before: z.string().max(64).optional(), state: MailState.optional() }),
    result: z.strictObject({ configured: z.boolean(), mails: z.array(OutboxMail) }),
    access: 'outbox.read',
  },
  /** Sends what waits, failed or bounced, from the first attempt on. `conflict` for what was sent, or has lost its link meanwhile. */
  'outbox.retry': {
    method: 'POST',
    path: '/api/outbox/:mailId/retry',
    params: z.strictObject({ mailId: z.string().max(64) }),
    result: z.strictObject({}),
    access: 'outbox.change',
  },
} as const satisfies Record<string, RouteRow>;

/** Where the daily message is turned off: the token is the last part. A POST with any body does it (RFC 8058). */
export const UNSUBSCRIBE_PAGE = '/unsubscribe';

/** The field of a form that turns it on again. */
export const SUBSCRIBE = 'subscribe';
