import type { MessageKind } from '../../shared/messages/messages.ts';

const kinds: Record<MessageKind, string> = {
  invitation: 'Invitation',
  timeChoice: 'Choice of a time',
  change: 'Change',
  cancellation: 'Cancellation',
  reminder: 'Reminder a day before',
  lastReminder: 'Reminder an hour before',
};

const meanings: Readonly<Record<string, string>> = {
  name: 'the recipient’s name',
  company: 'your organization',
  role: 'the role applied for',
  interview: '“your interview for …”',
  when: 'day, time, and time zone',
  minutes: 'the length in minutes',
  contact: 'your email address',
  title: 'the interview’s title',
  candidate: 'the candidate’s name',
  what: '“Moved” or “Changed”',
  details: 'time, length, and place',
  link: 'the button with the personal link',
  preparation: 'what to prepare',
  help: 'whom to ask',
  changes: 'what has changed',
  notice: 'what was canceled',
};

export const messageTexts = {
  title: 'Messages',
  intro:
    'The words of emails about interviews. The time and the personal link are filled in for each person.',
  forbidden: 'Only owners can change messages.',
  failed: 'Couldn’t load the messages',
  kind: 'Message',
  kinds,
  recipient: 'To',
  subject: 'Subject',
  text: 'Text',
  textHint: 'An empty line starts a paragraph.',
  values: 'Placeholders',
  blocks: 'Blocks, each in a paragraph of its own',
  meanings,
  saved: 'Message saved',
  notSaved: 'Couldn’t save the message',
  changed: 'Your own words',
  usual: 'The standard words',
  reset: 'Use the standard words',
  resetTitle: 'Use the standard words?',
  resetBody: 'Your own words for this message are deleted.',
  wasReset: 'The standard words apply again',
  preview: 'Preview',
  previewFailed: 'Couldn’t load the preview.',
  unusable: 'The preview shows an earlier text until the problem is fixed.',
  example: 'With an example, because there’s no interview yet.',
  realData: 'With your newest interview. Nothing is sent.',
} as const;
