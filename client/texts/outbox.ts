import type { MailState } from '../../shared/protocol/mailRoutes.ts';
import { common } from './common.ts';
import { formatDay, formatDayTime } from './times.ts';

const states: Record<MailState, string> = {
  waiting: 'Waiting',
  sent: 'Sent',
  failed: 'Failed',
  bounced: 'Bounced',
  unsent: 'Not sent',
};

const explained: Record<MailState, string> = {
  waiting: 'This message is waiting to be sent.',
  sent: 'The mail server accepted this message.',
  failed: 'We couldn’t send this message.',
  bounced: 'The mail server refused the address.',
  unsent: 'No mail server is set up, so this message wasn’t sent.',
};

export const outboxTexts = {
  states,
  explained,
  title: 'Email log',
  intro: 'Every email that Vivavoce sends, newest first.',
  filter: 'Show',
  all: 'All messages',
  empty: 'No messages yet',
  emptyBody: 'When Vivavoce sends an email, such as the link to a practice page, it appears here.',
  noneOf: (state: MailState) => `No messages with the state “${states[state]}”`,
  showAll: 'Show all messages',
  keys: 'Use the arrow keys to move through the list and Enter to open a message.',
  failed: 'Couldn’t load the email log',
  stale: common.staleList,
  more: 'Load older messages',
  moreFailed: 'Couldn’t load older messages',
  choose: 'Choose a message to read it.',
  unknown: 'This message isn’t in the list',
  unknownBody: 'It may be older than the messages shown, have another state, or have been deleted.',
  back: 'All messages',
  forbidden: 'Only the owner and organizers can see the email log.',
  unconfigured: {
    title: 'No mail server is set up, so nothing is sent',
    before: 'Set the variable ',
    after:
      ' and restart the server. Until then, this page shows what would have been sent. These messages won’t be sent later.',
  },
  to: 'To',
  written: 'Written',
  sentAt: 'Sent',
  reason: 'Reason',
  lastReason: 'Last attempt',
  text: 'Message text',
  secret: 'Links are shown without their secret part. Only the recipient gets the whole link.',
  retry: 'Try again',
  retryNow: 'Try now',
  retried: 'The message will be sent again',
  retryFailed: 'Couldn’t send the message again',
  moment: formatDayTime,
  /** Shown instead of a practicing person's email address. */
  stranger: 'Someone who practices',
  hidden: 'Recipient hidden',
  hiddenBody:
    'You rate this interview without knowing the candidate’s name, so the recipient and the text are hidden.',
  about: 'About',
  openInterview: 'Open the interview',
  strangerBody:
    'Evaluators rate practice interviews without knowing whose they are. That’s why the console doesn’t show the address, the text, or the time of messages to people who practice.',
  day: formatDay,
} as const;
