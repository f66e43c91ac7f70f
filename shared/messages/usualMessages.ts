import type { SeatRole } from '../roles.ts';
import type { MessageKind, MessageName, MessageWords } from './messages.ts';

const INVITATIONS: Record<SeatRole, { subject: string; opening: string }> = {
  candidate: {
    subject: 'Your interview for {role}, {when}',
    opening: '{company} invites you to an interview for {role}.',
  },
  interviewer: {
    subject: 'Interview with {candidate} ({role}), {when}',
    opening: '{organizer} invites you to interview {candidate} for {role}.',
  },
  evaluator: {
    subject: 'Rate the interview with {candidate} ({role}), {when}',
    opening:
      '{organizer} invites you to rate the interview for {role} with {candidate}. You watch without being seen.',
  },
  observer: {
    subject: 'Observe the interview with {candidate} ({role}), {when}',
    opening:
      '{organizer} invites you to observe the interview for {role} with {candidate}. You watch without being seen, if the candidate agrees to observers.',
  },
  captioner: {
    subject: 'Write captions for the interview with {candidate} ({role}), {when}',
    opening:
      '{organizer} invites you to write captions for {candidate} in the interview for {role}. You watch without being seen, and the candidate reads what you type.',
  },
};

/** Openings for people other than the candidate who has chosen the time. */
const CHOSEN: Record<Exclude<SeatRole, 'candidate'>, string> = {
  interviewer: '{organizer} invites you as an interviewer.',
  evaluator: '{organizer} invites you to rate it. You watch without being seen.',
  observer:
    '{organizer} invites you to observe it. You watch without being seen, if the candidate agrees to observers.',
  captioner:
    '{organizer} invites you to write captions. You watch without being seen, and the candidate reads what you type.',
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
    text: '{changes}\n\n{details}\n\n{link}\n\n{help}',
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
  const isChosen = kind === 'timeChosen' && seat !== 'candidate';
  if (kind !== 'invitation' && !isChosen) return seat === 'candidate' ? OTHERS[kind] : naming(OTHERS[kind]);
  const { subject } = INVITATIONS[seat];
  const opening = isChosen
    ? `{candidate} chose a time for the interview for {role}. ${CHOSEN[seat]}`
    : INVITATIONS[seat].opening;
  return { subject, text: `${opening}\n\n{details}\n\n{link}\n\n{preparation}\n\n{help}` };
}

/** Members have several interviews for a role, and tell them apart by the candidate. */
function naming({ subject, text }: MessageWords): MessageWords {
  const name = (words: string) => words.replace('{interview}', '{interview} with {candidate}');
  return { subject: name(subject), text: name(text) };
}
