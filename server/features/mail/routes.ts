import { AppError } from '../../../shared/errors.ts';
import { type MAIL_ROUTES, OUTBOX_PAGE, type OutboxMail } from '../../../shared/protocol/mailRoutes.ts';
import type { MailStore, StoredMail } from '../../store/mailStore.ts';
import type { RouteHandlers } from '../routeHandlers.ts';
import { writeLetter } from './letter.ts';
import { isWhole } from './linkSecrets.ts';
import { letterOf } from './mailKinds.ts';

interface MailRouteOptions {
  mails: MailStore;
  /** Whether there is a mail server. */
  configured: boolean;
  /** Called when something waits to be sent. */
  onWaiting: () => void;
}

/** The outbox as the console shows it. */
export function mailRoutes({
  mails,
  configured,
  onWaiting,
}: MailRouteOptions): Pick<RouteHandlers, keyof typeof MAIL_ROUTES> {
  return {
    'outbox.list': async filter => ({
      configured,
      mails: (await mails.list(OUTBOX_PAGE, filter)).map(shown),
    }),
    'outbox.retry': async ({ mailId }, { member }) => {
      const mail = await mails.find(mailId);
      if (!mail) throw AppError.notFound('message', mailId);
      // What was sent has lost its link as well, so this comes first.
      if (mail.state === 'sent') throw new AppError('conflict', 'This message was already sent.');
      if (!isWhole(mail.secret ?? mail.content))
        throw new AppError(
          'conflict',
          'The link in this message is no longer kept, so it cannot be sent again. Ask the person to request a new message.',
        );
      if (!(await mails.retry(mailId, member.userId)))
        throw new AppError('conflict', 'This message is not waiting to be sent.');
      onWaiting();
      return {};
    },
  };
}

const DAY_MS = 24 * 60 * 60_000;

/**
 * Of a message to someone who practices: that there is one, and what became of it. Address, role, and time would tell whose practice waits in
 * the queue.
 */
function shownOfStranger({ mailId, kind, state, createdAt, sentAt, reason }: StoredMail): OutboxMail {
  // Its middle, which is the same day in most time zones.
  const day = (at: number) => at - (at % DAY_MS) + DAY_MS / 2;
  return {
    mailId,
    kind,
    subject: kind === 'practice-link' ? 'Link to a practice page' : 'Message about a practice interview',
    state,
    createdAt: day(createdAt),
    ...(sentAt !== undefined && { sentAt: day(sentAt) }),
    // Mail servers repeat addresses in what they refuse.
    ...(reason !== undefined && {
      reason: reason.replace(/[^\s<>"'(),;:]+@[^\s<>"'(),;:]+/g, '(address hidden)'),
    }),
  };
}

/** Never with what is secret in it. */
function shown(mail: StoredMail): OutboxMail {
  if (mail.isToStranger) return shownOfStranger(mail);
  const { mailId, kind, address, content, state, createdAt, sentAt, reason } = mail;
  const letter = letterOf(kind, content);
  const { subject, text } = letter ? writeLetter(letter) : { subject: kind, text: '' };
  return {
    mailId,
    kind,
    to: address,
    subject,
    text,
    state,
    createdAt,
    ...(sentAt !== undefined && { sentAt }),
    ...(reason !== undefined && { reason }),
  };
}
