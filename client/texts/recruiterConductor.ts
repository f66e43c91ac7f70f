import type { RecruiterOrder, RecruiterView, Turn } from '../../shared/recruiter/recruiterView.ts';

type Trouble = NonNullable<RecruiterView['trouble']>;

/** What the recruiter does, for those who watch it. */
const TURNS: Record<Exclude<Turn, 'person'>, string> = {
  before: 'Not started: the recruiter waits until the candidate is ready',
  speaking: 'The recruiter is speaking',
  thinking: 'The candidate has time to think',
  yours: 'The candidate’s turn to think and answer',
  goingOn: 'The candidate is silent: the recruiter is about to move on',
  moment: 'The candidate asked for a moment: the clock is stopped',
  paused: 'Paused by the lead',
  away: 'The candidate is not here: the recruiter waits',
  over: 'The recruiter has said goodbye',
};

const TROUBLES: Record<Trouble, string> = {
  muted: 'The candidate is muted. The recruiter tells them.',
  'no-sound': 'No sound arrives from the candidate. The recruiter tells them.',
  faint: 'The candidate is hard to hear. The recruiter tells them.',
  silent: 'The candidate has said nothing yet. The recruiter gives them time and then helps.',
};

const ORDERS: Record<RecruiterOrder, string> = {
  pause: 'Pause',
  resume: 'Continue',
  skip: 'Skip',
  repeat: 'Repeat',
  takeOver: 'Take over',
  handBack: 'Hand back',
};

/** The questions under the stage while the virtual recruiter holds the interview. */
export const recruiterConductor = {
  turn: (turn: Turn, person: string | undefined): string =>
    turn === 'person' ? `${person ?? 'A person'} asks the questions` : TURNS[turn],
  trouble: (trouble: Trouble) => TROUBLES[trouble],
  practice: 'Practice question',
  practiceNote: 'Not recorded or rated',
  followUp: 'Follow-up',
  says: 'The recruiter says',
  said: 'The recruiter said last',
  asText: 'shown as text',
  clock: { thinking: 'Thinking', answering: 'Answering', label: 'Time of this answer' },
  between: (closing: boolean) => (closing ? 'That was the last question.' : 'No question is open yet.'),
  orders: {
    bar: 'Direct the recruiter',
    names: ORDERS,
    keys: { pause: 'H', resume: 'H', skip: 'S', repeat: 'R', takeOver: 'T', handBack: 'T' },
    goneOn: 'The recruiter had already moved on',
    goneOnBody: 'Nothing was changed. See where it is now, and press again if you still want to.',
    handingOver: 'Handing over to you. The recruiter says one last line.',
    takeOverMeans: 'Your camera and microphone come on.',
    handBackMeans: 'Handing back switches your camera and microphone off.',
    yourTurn: 'You have taken over: the candidate sees and hears you.',
    next: {
      title: 'Which question comes next?',
      body: 'The open question hasn’t been answered. Your camera and microphone go off when the recruiter continues.',
      same: 'Ask this one again',
      following: 'Go to the next question',
    },
  },
  probes: {
    ask: 'Have it asked:',
    takeBack: 'Do not have it asked after all:',
    title: 'Follow-up questions: press one, and it will be asked after this answer',
    queued: 'will be asked after this answer',
    asked: 'asked',
    none: 'This question has no follow-ups.',
  },
  written: {
    title: 'Answer in writing',
    at: (time: string) => `Handed in at ${time}`,
  },
  keys: {
    title: 'While the questions have the focus and the recruiter holds',
    list: [
      ['T', 'Take over, or hand back'],
      ['H', 'Pause it, or let it continue'],
      ['R', 'Repeat the question'],
      ['S', 'Skip this question'],
    ],
  },
} as const;
