import { AppError } from '../../../shared/errors.ts';
import { hidesNameFrom } from '../../../shared/interview/visibility.ts';
import { OUTBOX_PAGE, type OutboxMail } from '../../../shared/protocol/mailRoutes.ts';
import { listReader } from '../../interviews/staffInterviews.ts';
import type { ListedMail, MailStore, StoredMail } from '../../store/mailStore.ts';
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
    'outbox.list': async (filter, { member }) => {
      const listed = mails.listFor(listReader(member), OUTBOX_PAGE, filter);
      const [stored, from] = await Promise.all([listed, sender()]);
      return { configured, mails: stored.map(mail => outboxMail(mail, from)) };
    },
    'outbox.retry': async ({ mailId }, { member }) => {
      const mail = await mails.find(mailId);
      if (!mail || !(await mails.isVisibleTo(listReader(member), mailId)))
        throw AppError.notFound('message', mailId);
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
    ...(reason !== undefined && { reason: withoutAddresses(reason) }),
  };
}

/** Hides addresses, because mail servers repeat them in their answers. */
function withoutAddresses(reason: string): string {
  return reason.replace(/[^\s<>"'(),;:]+@[^\s<>"'(),;:]+/g, '(address hidden)');
}

/** Kinds of messages after which an invitation can be sent again. */
const INVITING = [
  'interview-invitation',
  'interview-rounds',
  'interview-rounds-change',
  'interview-time-choice',
  'interview-change',
];

function outboxMail(mail: ListedMail, sender: Sender): OutboxMail {
  if (mail.isToStranger) return hiddenOutboxMail(mail);
  const { mailId, kind, address, content, state, createdAt, sentAt, reason, interviewId, about, seatId } =
    mail;
  const letter = letterOf(kind, content, sender.timeZone);
  const { subject, text } = letter ? writeLetter(letter, sender) : { subject: kind, text: '' };
  // The address and the text could reveal the candidate's name.
  const isHidden = about !== undefined && hidesNameFrom(about.facts, about.own);
  return {
    mailId,
    kind,
    subject,
    ...(!isHidden && {
      to: address,
      text,
      ...(typeof content.name === 'string' && { toName: content.name }),
    }),
    state,
    createdAt,
    ...(sentAt !== undefined && { sentAt }),
    ...(reason !== undefined && { reason: isHidden ? withoutAddresses(reason) : reason }),
    ...(interviewId && { interviewId }),
    ...(seatId && INVITING.includes(kind) && { seatId }),
  };
}
