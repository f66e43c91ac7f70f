import { AppError } from '../../../shared/errors.ts';
import { OUTBOX_PAGE, type OutboxMail } from '../../../shared/protocol/mailRoutes.ts';
import type { MailStore, StoredMail } from '../../store/mailStore.ts';
import { hiddenSubject, letterOf } from '../../texts/emails.ts';
import type { RouteHandlers } from '../routeHandlers.ts';
import { type Sender, writeLetter } from './letter.ts';
import { isWhole } from './linkSecrets.ts';

/** Routes of the console's outbox. `onWaiting` is called when a message has to be sent again. */
export function mailRoutes(options: {
  mails: MailStore;
  configured: boolean;
  sender: () => Promise<Sender>;
  onWaiting: () => void;
}): Pick<RouteHandlers, 'outbox.list' | 'outbox.retry'> {
  const { mails, configured, sender, onWaiting } = options;
  return {
    'outbox.list': async filter => {
      const [stored, from] = await Promise.all([mails.list(OUTBOX_PAGE, filter), sender()]);
      return { configured, mails: stored.map(mail => outboxMail(mail, from)) };
    },
    'outbox.retry': async ({ mailId }, { member }) => {
      const mail = await mails.find(mailId);
      if (!mail) throw AppError.notFound('message', mailId);
      // Checks the state before the links, because the links of a sent message are gone, too.
      if (mail.state === 'sent') throw new AppError('conflict', 'message-sent');
      if (!isWhole(mail.secret ?? mail.content)) throw new AppError('conflict', 'message-link-gone');
      if (!(await mails.retry(mailId, member.userId))) throw new AppError('conflict', 'message-not-waiting');
      onWaiting();
    },
  };
}

const DAY_MS = 24 * 60 * 60_000;

/** Hides address, role, and exact time, so that evaluators can't tell whose practice they rate. */
function hiddenOutboxMail({ mailId, kind, state, createdAt, sentAt, reason }: StoredMail): OutboxMail {
  // Rounds to noon UTC, which is on the same day in most time zones.
  const day = (at: number) => at - (at % DAY_MS) + DAY_MS / 2;
  return {
    mailId,
    kind,
    subject: hiddenSubject(kind),
    state,
    createdAt: day(createdAt),
    ...(sentAt !== undefined && { sentAt: day(sentAt) }),
    // Hides addresses, because mail servers repeat them in their answers.
    ...(reason !== undefined && {
      reason: reason.replace(/[^\s<>"'(),;:]+@[^\s<>"'(),;:]+/g, '(address hidden)'),
    }),
  };
}

function outboxMail(mail: StoredMail, sender: Sender): OutboxMail {
  if (mail.isToStranger) return hiddenOutboxMail(mail);
  const { mailId, kind, address, content, state, createdAt, sentAt, reason } = mail;
  const letter = letterOf(kind, content);
  const { subject, text } = letter ? writeLetter(letter, sender) : { subject: kind, text: '' };
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
