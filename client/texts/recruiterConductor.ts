import type { RecruiterOrder, RecruiterView, Turn } from '../../shared/recruiter/recruiterView.ts';

type Trouble = NonNullable<RecruiterView['trouble']>;

/** Tells staff what the recruiter is doing. */
const TURNS: Record<Exclude<Turn, 'person'>, string> = {
  before: 'Not started. The recruiter is waiting for the candidate',
  speaking: 'The recruiter is speaking',
  thinking: 'The candidate has time to think',
  yours: 'The candidate’s turn to think and answer',
  goingOn: 'The candidate is silent. The recruiter is about to move on',
  moment: 'The candidate asked for a moment. The clock has stopped',
  paused: 'Paused by the lead',
  away: 'The candidate isn’t here. The recruiter is waiting',
  over: 'The recruiter has said goodbye',
};

const TROUBLES: Record<Trouble, string> = {
  muted: 'The candidate is muted. The recruiter is telling them.',
  'no-sound': 'There’s no sound from the candidate. The recruiter is telling them.',
  faint: 'The candidate is hard to hear. The recruiter is telling them.',
  silent: 'The candidate hasn’t said anything yet. The recruiter gives them time, then helps.',
};

const ORDERS: Record<RecruiterOrder, string> = {
  pause: 'Pause',
  resume: 'Continue',
  skip: 'Skip',
  repeat: 'Repeat',
  takeOver: 'Take over',
  handBack: 'Hand back',
};

/** Texts of the questions panel while the virtual recruiter runs the interview. */
export const recruiterConductor = {
  turn: (turn: Turn, person: string | undefined): string =>
    turn === 'person' ? `${person ?? 'A person'} is asking the questions` : TURNS[turn],
  trouble: (trouble: Trouble) => TROUBLES[trouble],
  practice: 'Practice question',
  practiceNote: 'Not recorded or rated',
  followUp: 'Follow-up',
  says: 'The recruiter says',
  said: 'The recruiter last said',
  asText: 'shown as text',
  clockLabel: 'Time of this answer',
  between: (closing: boolean) => (closing ? 'That was the last question.' : 'No question is open yet.'),
  orders: {
    bar: 'Direct the recruiter',
    names: ORDERS,
    keys: { pause: 'H', resume: 'H', skip: 'S', repeat: 'R', takeOver: 'T', handBack: 'T' },
    goneOn: 'The recruiter had already moved on',
    goneOnBody: 'Nothing changed. Check where the recruiter is now, and press again if you still want to.',
    handingOver: 'Handing over to you. The recruiter is saying one last line.',
    takeOverMeans: 'Turns on your camera and microphone.',
    handBackMeans: 'Handing back turns off your camera and microphone.',
    yourTurn: 'You’ve taken over. The candidate sees and hears you.',
    next: {
      title: 'Which question comes next?',
      body: 'The open question hasn’t been answered. Your camera and microphone turn off when the recruiter continues.',
      same: 'Ask this one again',
      following: 'Go to the next question',
    },
  },
  probes: {
    ask: 'Queue:',
    takeBack: 'Remove from queue:',
    title: 'Follow-up questions: press one to queue it after this answer',
    queued: 'queued after this answer',
    asked: 'asked',
    none: 'This question has no follow-ups.',
  },
  written: { title: 'Answer in writing', at: (time: string) => `Sent at ${time}` },
  keys: {
    title: 'While the recruiter is running the interview and the questions have the focus',
    list: [
      ['T', 'Take over, or hand back'],
      ['H', 'Pause or continue'],
      ['R', 'Repeat the question'],
      ['S', 'Skip this question'],
    ],
  },
} as const;
