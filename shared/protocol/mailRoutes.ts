import { z } from 'zod';
import { InterviewId, SeatId } from '../ids.ts';
import { Timestamp } from '../interview/fields.ts';
import { route } from './routeRow.ts';

/** `unsent`: there is no mail server, so the message is only shown in the console. */
export const MailState = z.enum(['waiting', 'sent', 'failed', 'bounced', 'unsent']);
export type MailState = z.infer<typeof MailState>;

/** Kinds of emails in each area of the email log. */
export const MAIL_AREAS = {
  invitations: ['interview-invitation', 'interview-rounds', 'interview-time-choice'],
  changes: [
    'interview-change',
    'interview-rounds-change',
    'interview-cancellation',
    'interview-rounds-cancellation',
    'candidate-change',
    'link-wanted',
  ],
  reminders: ['interview-reminder'],
  evaluation: [
    'ratings-due',
    'assigned',
    'compare-reminder',
    'rate-reminder',
    'publish-asked',
    'late-promises',
    'digest',
    'debrief-mention',
  ],
  reports: ['report', 'question-asked', 'question-answered'],
  practice: ['practice-link', 'practice-expiry'],
  accounts: [
    'staff-invitation',
    'password-reset',
    'password-reset-by-owner',
    'password-reset-sso',
    'password-changed',
    'email-change',
    'email-change-notice',
    'email-changed-by-owner',
    'message-test',
  ],
} as const satisfies Record<string, readonly string[]>;
export const MailArea = z.enum(Object.keys(MAIL_AREAS) as [keyof typeof MAIL_AREAS]);
export type MailArea = z.infer<typeof MailArea>;

export const OutboxFilter = z.strictObject({
  state: MailState.optional(),
  area: MailArea.optional(),
  /** Words in the address and subject. Finds no messages whose recipient is hidden. */
  text: z.string().trim().max(100).optional(),
  from: Timestamp.optional(),
  /** Messages before this time. */
  to: Timestamp.optional(),
});
export type OutboxFilter = z.infer<typeof OutboxFilter>;

export const OutboxMail = z.strictObject({
  mailId: z.string(),
  kind: z.string(),
  /** Absent if the recipient is someone who practices, or while the candidate's name is hidden. */
  to: z.string().optional(),
  /** Name of the recipient, if the message has it and `to` is shown. */
  toName: z.string().optional(),
  subject: z.string(),
  /** Links are shown without secrets. Absent if `to` is absent. */
  text: z.string().optional(),
  state: MailState,
  createdAt: Timestamp,
  sentAt: Timestamp.optional(),
  reason: z.string().optional(),
  /** Interview that the message is about. */
  interviewId: InterviewId.optional(),
  /** Person whose invitation the message is about, and can be sent again. */
  seatId: SeatId.optional(),
});
export type OutboxMail = z.infer<typeof OutboxMail>;

/** What a person of an interview was told last. Without the address, which may be hidden like the name. */
export const ToldPerson = z.strictObject({
  seatId: SeatId,
  state: z.enum(['invited', 'canceled', 'revoked']),
  toldAt: Timestamp,
  /** True when another invitation was requested and isn't written yet. */
  again: z.boolean(),
  mail: MailState,
});
export type ToldPerson = z.infer<typeof ToldPerson>;

export const OUTBOX_PAGE = 200;

export const MAIL_ROUTES = {
  /** Newest first. `before`: only messages older than this one. `configured`: a mail server exists. */
  'outbox.list': route(
    'POST /api/outbox/list',
    'outbox.read',
    { before: z.string().max(64).optional(), ...OutboxFilter.shape },
    { configured: z.boolean(), mails: z.array(OutboxMail) },
  ),
  /** Fails with `conflict` if the message was already sent, or if the link in it no longer works. */
  'outbox.retry': route('POST /api/outbox/:mailId/retry', 'outbox.change', { mailId: z.string().max(64) }),
  'mail.status': route('GET /api/mail', 'outbox.read', {}, { configured: z.boolean() }),
  /** `people`: everyone who was told something by email. */
  'interviewMail.read': route(
    'GET /api/interviews/:interviewId/mail',
    'outbox.read',
    { interviewId: InterviewId },
    { configured: z.boolean(), people: z.array(ToldPerson) },
  ),
  /** Sends a person's invitation again. Fails with `conflict` if the person isn't invited by email. */
  'interviewMail.sendAgain': route(
    'POST /api/interviews/:interviewId/seats/:seatId/invitation',
    'interviews.change',
    { interviewId: InterviewId, seatId: SeatId },
  ),
} as const;

/** Turns off an evaluator's daily message. The path ends with a token. Any POST unsubscribes (RFC 8058). */
export const UNSUBSCRIBE_PAGE = '/unsubscribe';

export const SUBSCRIBE = 'subscribe';
