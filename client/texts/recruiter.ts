import type { RecruiterButton, RecruiterView, Turn } from '../../shared/recruiter/recruiterView.ts';
import { formatClock } from './clock.ts';

type Trouble = NonNullable<RecruiterView['trouble']>;

interface TurnWords {
  word: string;
  /** What that means for the candidate, or what they can do. */
  detail: string;
}

const TURNS: Record<Exclude<Turn, 'thinking' | 'person'>, TurnWords> = {
  before: { word: 'Starting soon', detail: 'The recruiter begins by itself' },
  speaking: { word: 'Speaking', detail: 'Your turn comes next' },
  yours: { word: 'Your turn', detail: 'The recruiter is listening' },
  goingOn: { word: 'About to go on', detail: 'Talk on, and it keeps listening' },
  moment: { word: 'Your moment', detail: 'Nothing runs until you go on' },
  paused: { word: 'Paused', detail: 'It goes on from here' },
  away: { word: 'Waiting for you', detail: 'Nothing is lost' },
  over: { word: 'That was all', detail: 'Thank you' },
};

/** The same for everybody else, in one or two words. */
const TURNS_BRIEFLY: Record<Turn, string> = {
  before: 'Not begun',
  speaking: 'Speaking',
  thinking: 'Thinking time',
  yours: 'Listening',
  goingOn: 'About to go on',
  moment: 'Waiting',
  paused: 'Paused',
  person: 'Taken over',
  away: 'Waiting',
  over: 'Finished',
};

const BUTTONS: Record<Exclude<RecruiterButton, 'extend' | 'timer'>, { full: string; brief: string }> = {
  finished: { full: 'I’m finished', brief: 'I’m finished' },
  begin: { full: 'Begin now', brief: 'Begin now' },
  repeat: { full: 'Repeat the question', brief: 'Repeat' },
  moment: { full: 'I need a moment', brief: 'Moment' },
  skip: { full: 'Skip', brief: 'Skip' },
};

const TROUBLES: Record<Trouble, string> = {
  muted: 'You are muted, so the recruiter cannot hear your answer.',
  'no-sound': 'No sound from your microphone. Is it plugged in, and the right one?',
  faint: 'You are hard to hear. Come closer to the microphone, or choose another.',
  silent: 'Take your time. If you are talking already: nothing is heard yet.',
};

export const recruiter = {
  name: 'Virtual recruiter',
  fact: 'Scripted. People evaluate.',
  camera: 'Virtual recruiter, picture',
  turn: (
    turn: Turn,
    options: { leftMs?: number; person?: string | undefined; unheard?: boolean },
  ): TurnWords => {
    if (turn === 'thinking')
      return {
        word: 'Time to think',
        detail: `${formatClock(roundUp(options.leftMs ?? 0))} left; begin when you like`,
      };
    if (turn === 'person')
      return { word: options.person ?? 'A person', detail: 'has taken over; talk to them directly' };
    if (turn === 'yours' && options.unheard) return { ...TURNS.yours, detail: 'You cannot be heard' };
    return TURNS[turn];
  },
  turnBriefly: (turn: Turn) => TURNS_BRIEFLY[turn],
  announce: (turn: Turn, person: string | undefined): string | undefined => {
    switch (turn) {
      case 'thinking':
        return 'Time to think. Begin whenever you like.';
      case 'yours':
      case 'goingOn':
        return 'Your turn.';
      case 'moment':
        return 'Your moment. Press “Go on” when you are ready.';
      case 'paused':
        return 'The interview is paused.';
      case 'person':
        return `${person ?? 'A person'} has taken over from the virtual recruiter.`;
      case 'over':
        return 'The virtual recruiter has finished.';
      default:
        return undefined;
    }
  },
  captions: { show: 'Show captions', hide: 'Hide captions' },
  panel: {
    label: 'Your answer',
    question: 'The question',
    progress: (number: number, of: number) => `Question ${number} of ${of}`,
    practice: 'Practice question',
    practiceNote: 'not recorded, nobody rates it',
    followUp: 'Follow-up',
    /** Where no question is open. */
    between: (turn: Turn): string => {
      if (turn === 'before')
        return 'The virtual recruiter greets you in a moment, as soon as it can hear you.';
      if (turn === 'over') return 'These were all questions. Thank you for your answers.';
      return 'The question will stand here, word for word, as soon as it is asked.';
    },
    person: (name: string | undefined) =>
      `${name ?? 'A person'} has taken over. Talk to them directly; the virtual recruiter waits.`,
  },
  buttons: {
    bar: 'Answering',
    ...BUTTONS,
    goOn: { full: 'Go on', brief: 'Go on' },
    failed: 'That did not work',
  },
  time: {
    label: 'Time of this answer',
    menu: 'Options for the time',
    more: 'More time',
    notBegun: 'Starts when you do',
    stopped: 'Not running',
    none: 'No limit',
    hidden: 'Time hidden',
    elapsed: formatClock,
    left: (leftMs: number) => `${formatClock(roundUp(leftMs))} left`,
    over: 'Time is up',
    /** Spoken once when it changes, never each second. */
    spokenNear: (leftMs: number) =>
      `About ${Math.max(1, Math.round(leftMs / 1_000))} seconds left for this answer.`,
    spokenOver: 'The time for this answer is up. Finish your thought.',
    extend: 'More time for this answer',
    limitOff: 'Turn the time limit off',
    limitOn: 'Turn the time limit on again',
    hide: 'Hide the time',
    show: 'Show the time',
  },
  trouble: (trouble: Trouble) => TROUBLES[trouble],
  troubleActions: { unmute: 'Unmute', turnOn: 'Turn on microphone', choose: 'Devices' },
  written: {
    label: 'Your answer in writing',
    placeholder: 'Write your answer here, or just say it',
    send: 'Send answer',
    count: (count: number, most: number) => `${count.toLocaleString('en')} of ${most.toLocaleString('en')}`,
    tooLong: (count: number) => `${count.toLocaleString('en')} characters too many`,
    notKept: 'This browser keeps no draft: a reload would lose it.',
    sentAt: (time: string) => `Sent at ${time}`,
    gone: 'The question was closed meanwhile',
    goneDetail: 'Your text is still here. Copy it if you need it.',
  },
  advance: {
    title: 'The questions, to read in advance',
    hint: 'They come in this order, word for word. Follow-up questions may be added.',
    open: 'All questions',
    close: 'Close',
  },
  keys: {
    title: 'Answering the virtual recruiter',
    list: [
      ['F', 'Go to “I’m finished”; Enter presses it'],
      ['B', 'Begin before the time to think is over'],
      ['R', 'Repeat the question'],
      ['N', 'I need a moment; again to go on'],
    ],
  },
  waiting: {
    candidateHeading: (name: string) => `You are all set, ${name}`,
    candidateLobby: (time: string) =>
      `The interview is planned for ${time}. This page opens by itself, and there is nothing you need to do.`,
    candidateBreak: 'There is a break. The interview goes on where it was, and this page opens by itself.',
    candidateOpen: 'This page opens by itself in a moment.',
    facts: [
      'A virtual recruiter asks the questions. It begins by itself once you are in the room and ready.',
      'It follows a script: it neither understands nor judges what you say. People evaluate your answers.',
      'Every question also stands there as text. You can have it repeated, take a moment, or say when you are finished.',
    ],
  },
} as const;

/** The last second shown is 1 and not 0. The two clocks differ by a little, and 30 seconds must not begin as 31. */
function roundUp(ms: number): number {
  return Math.max(0, Math.ceil((ms - 300) / 1_000) * 1_000);
}
