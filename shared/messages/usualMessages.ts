import type { SeatRole } from '../roles.ts';
import type { MessageKind, MessageName, MessageWords } from './messages.ts';

const INVITATIONS: Record<SeatRole, { subject: string; opening: string }> = {
  candidate: {
    subject: 'Your interview for {role}, {when}',
    opening: '{company} invites you to an interview for {role}.',
  },
  interviewer: {
    subject: 'You’re interviewing for {role}, {when}',
    opening: '{company} invites you to interview a candidate for {role}.',
  },
  evaluator: {
    subject: 'You’re rating an interview for {role}, {when}',
    opening: '{company} invites you to rate an interview for {role}. You watch without being seen.',
  },
  observer: {
    subject: 'You’re observing an interview for {role}, {when}',
    opening:
      '{company} invites you to observe an interview for {role}. You watch without being seen, if the candidate agrees to observers.',
  },
};

const OTHERS: Record<Exclude<MessageKind, 'invitation'>, MessageWords> = {
  timeChoice: {
    subject: 'Choose a time for your interview for {role}',
    text: '{company} invites you to an interview for {role}. You choose when it takes place.\n\n{details}\n\n{link}\n\n{help}',
  },
  timeChosen: {
    subject: 'Your interview for {role} is set: {when}',
    text: 'Your interview for {role} is set.\n\n{details}\n\n{link}\n\n{preparation}\n\n{help}',
  },
  change: {
    subject: '{what}: {interview}, {when}',
    text: 'The plan for {interview} has changed.\n\n{changes}\n\nThis is the interview now:\n\n{details}\n\n{link}\n\n{help}',
  },
  cancellation: { subject: 'Canceled: {interview}, {when}', text: '{notice}\n\n{help}' },
  reminder: {
    subject: 'Reminder: {interview}, {when}',
    text: '{interview} is coming up.\n\n{details}\n\n{link}\n\n{preparation}\n\n{help}',
  },
  lastReminder: {
    subject: '{interview} starts in an hour',
    text: '{interview} is coming up.\n\n{details}\n\n{link}\n\n{help}',
  },
};

/** Returns the words of a message that the organization hasn't changed. */
export function usualWords({ kind, seat }: MessageName): MessageWords {
  const { subject, text } = ungreeted({ kind, seat });
  return { subject, text: `Hello {name},\n\n${text}` };
}

function ungreeted({ kind, seat }: MessageName): MessageWords {
  if (kind === 'cancellation' && seat !== 'candidate')
    return { ...OTHERS.cancellation, subject: 'Canceled: {interview} with {candidate}, {when}' };
  if (kind !== 'invitation') return OTHERS[kind];
  const { subject, opening } = INVITATIONS[seat];
  return { subject, text: `${opening}\n\n{details}\n\n{link}\n\n{preparation}\n\n{help}` };
}
