import { z } from 'zod';
import { Timestamp } from '../interview/fields.ts';
import { route } from './routeRow.ts';

/** `unsent`: without a mail server, the console only shows the message. */
export const MailState = z.enum(['waiting', 'sent', 'failed', 'bounced', 'unsent']);
export type MailState = z.infer<typeof MailState>;

export const OutboxMail = z.strictObject({
  mailId: z.string(),
  kind: z.string(),
  /** Absent for people who practice. */
  to: z.string().optional(),
  subject: z.string(),
  /** Without the secrets of links. Absent when `to` is. */
  text: z.string().optional(),
  state: MailState,
  createdAt: Timestamp,
  sentAt: Timestamp.optional(),
  reason: z.string().optional(),
});
export type OutboxMail = z.infer<typeof OutboxMail>;

export const OUTBOX_PAGE = 200;

export const MAIL_ROUTES = {
  /** Newest first, older than the message `before`. `configured`: a mail server exists. */
  'outbox.list': route(
    'POST /api/outbox/list',
    'outbox.read',
    { before: z.string().max(64).optional(), state: MailState.optional() },
    { configured: z.boolean(), mails: z.array(OutboxMail) },
  ),
  /** `conflict` when the message was sent, or its link no longer works. */
  'outbox.retry': route('POST /api/outbox/:mailId/retry', 'outbox.change', { mailId: z.string().max(64) }),
} as const;

/** Turns the daily message off. The token is the last path segment. Any POST unsubscribes (RFC 8058). */
export const UNSUBSCRIBE_PAGE = '/unsubscribe';

export const SUBSCRIBE = 'subscribe';
