import { z } from 'zod';
import { Timestamp } from '../interview/fields.ts';
import type { RouteRow } from './routeRow.ts';

/** `unsent`: no mail server is configured; the console only shows the message. */
export const MailState = z.enum(['waiting', 'sent', 'failed', 'bounced', 'unsent']);
export type MailState = z.infer<typeof MailState>;

/** A message in the console's outbox, without the secrets of its links. */
export const OutboxMail = z.strictObject({
  mailId: z.string(),
  kind: z.string(),
  /** Absent for someone who practices: the console does not show who practices, which role, or when. */
  to: z.string().optional(),
  subject: z.string(),
  /** Plain text with the secrets of links removed. Absent when `to` is. */
  text: z.string().optional(),
  state: MailState,
  createdAt: Timestamp,
  sentAt: Timestamp.optional(),
  reason: z.string().optional(),
});
export type OutboxMail = z.infer<typeof OutboxMail>;

export const OUTBOX_PAGE = 200;

export const MAIL_ROUTES = {
  /** Newest first, at most `OUTBOX_PAGE`, older than the message `before`. `configured`: a mail server exists. */
  'outbox.list': {
    method: 'POST',
    path: '/api/outbox/list',
    params: z.strictObject({ before: z.string().max(64).optional(), state: MailState.optional() }),
    result: z.strictObject({ configured: z.boolean(), mails: z.array(OutboxMail) }),
    access: 'outbox.read',
  },
  /** Sends a waiting, failed, or bounced message again. `conflict` when it was sent, or its link no longer works. */
  'outbox.retry': {
    method: 'POST',
    path: '/api/outbox/:mailId/retry',
    params: z.strictObject({ mailId: z.string().max(64) }),
    result: z.strictObject({}),
    access: 'outbox.change',
  },
} as const satisfies Record<string, RouteRow>;

/** Page that turns the daily message off; the token is the last path segment. Any POST unsubscribes (RFC 8058). */
export const UNSUBSCRIBE_PAGE = '/unsubscribe';

export const SUBSCRIBE = 'subscribe';
