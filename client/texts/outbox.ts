import type { MailState } from '../../shared/protocol/mailRoutes.ts';
import { formatDay, formatTime } from './times.ts';

const states: Record<MailState, string> = {
  waiting: 'Waiting',
  sent: 'Sent',
  failed: 'Failed',
  bounced: 'Bounced',
  unsent: 'Not sent',
};

/** What became of messages, one sentence for each state. */
const explained: Record<MailState, string> = {
  waiting: 'This message is waiting to be sent.',
  sent: 'The mail server accepted this message.',
  failed: 'This message could not be sent.',
  bounced: 'The mail server refused the address.',
  unsent: 'No mail server was set up, so this message was not sent.',
};

export const outboxTexts = {
  nav: 'Outbox',
  states,
  explained,
  title: 'Outbox',
  intro: 'Every e-mail that Vivavoce sends, newest first.',
  filter: 'Show',
  all: 'All messages',
  empty: 'No messages yet',
  emptyBody: 'When Vivavoce sends an e-mail, such as the link to a practice page, it appears here.',
  noneOf: (state: MailState) => `No messages with the state “${states[state]}”`,
  showAll: 'Show all messages',
  keys: 'Use the arrow keys to move through the list and Enter to open a message.',
  failed: 'The outbox could not be loaded',
  stale: 'The list could not be renewed. What you see may be out of date.',
  more: 'Load older messages',
  moreFailed: 'Older messages could not be loaded',
  choose: 'Choose a message to read it.',
  unknown: 'This message is not in the list',
  unknownBody: 'It may be older than the messages shown, have another state, or have been deleted.',
  back: 'All messages',
  forbidden: 'Only the owner and organizers can see the outbox.',
  unconfigured: {
    title: 'No mail server is set up, so nothing is sent',
    before: 'Set the variable ',
    after:
      ' and restart the server. Until then, this page shows what would have been sent. These messages are not sent later.',
  },
  to: 'To',
  written: 'Written',
  sentAt: 'Sent',
  reason: 'Reason',
  lastReason: 'Last attempt',
  text: 'Message text',
  secret: 'Links are shown without their secret part. Only the receiver gets the whole link.',
  retry: 'Try again',
  retryNow: 'Try now',
  retried: 'The message will be sent again',
  retryFailed: 'The message was not sent again',
  moment: (at: number, now: number) => `${formatDay(at, now)}, ${formatTime(at)}`,
  /** In place of the address. */
  stranger: 'Someone who practices',
  strangerBody:
    'Evaluators rate practice interviews without knowing whose they are. That’s why the console doesn’t show the address, the text, or the time of messages to people who practice.',
  day: (at: number, now: number) => formatDay(at, now),
} as const;
