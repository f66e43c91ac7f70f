import type { MailArea, MailState, OutboxMail } from '../../shared/protocol/mailRoutes.ts';
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
  search: 'Search',
  searchHint: 'Recipient or subject',
  /** Undefined if the recipient is hidden. */
  recipient: ({ to, toName }: Pick<OutboxMail, 'to' | 'toName'>) => (to && toName ? `${toName}, ${to}` : to),
  area: 'About',
  everything: 'Everything',
  areas: {
    invitations: 'Invitations to interviews',
    changes: 'Changed and canceled interviews',
    reminders: 'Reminders',
    evaluation: 'Evaluations',
    reports: 'Reports',
    practice: 'Practice',
    accounts: 'Accounts',
  } satisfies Record<MailArea, string>,
  from: 'From',
  until: 'Until',
  datesSwapped: 'Choose a day on or after “From”.',
  hiddenNotFound: 'The search leaves out messages whose recipient is hidden from you.',
  sendAgain: 'Send again',
  sentAgain: 'The invitation will be sent again, as it is now',
  filter: 'Show',
  all: 'All messages',
  empty: 'No messages yet',
  emptyBody: 'When Vivavoce sends an email, such as the link to a practice page, it appears here.',
  noneOf: 'No messages match',
  noneOfBody: 'Try other words, a longer time, or fewer filters.',
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
