import { formatNumber, formatUnit, plural } from '../../shared/intl.ts';
import type { RecruiterButton, RecruiterView, Turn } from '../../shared/recruiter/recruiterView.ts';
import { formatClock } from './clock.ts';
import { common } from './common.ts';
import { room } from './room.ts';

type Trouble = NonNullable<RecruiterView['trouble']>;

interface TurnWords {
  word: string;
  /** Says what the turn means for the candidate, or what they can do. */
  detail: string;
}

const TURNS: Record<Exclude<Turn, 'thinking' | 'person'>, TurnWords> = {
  before: { word: 'Ready when you are', detail: 'Press “I’m ready” or start talking' },
  speaking: { word: 'Speaking', detail: 'Your turn comes next' },
  yours: { word: 'Your turn', detail: 'The recruiter is listening' },
  goingOn: { word: 'Moving on', detail: 'Keep talking to continue your answer' },
  moment: { word: 'Take your time', detail: 'The clock has stopped' },
  paused: { word: 'Paused', detail: 'It continues from here' },
  away: { word: 'Waiting for you', detail: 'Nothing is lost' },
  over: { word: 'All done', detail: 'Thank you' },
};

/** Describes each turn in one or two words, for all people except the candidate. */
const TURNS_BRIEFLY: Record<Turn, string> = {
  before: 'Not started',
  speaking: 'Speaking',
  thinking: 'Thinking time',
  yours: 'Listening',
  goingOn: 'Moving on',
  moment: 'Waiting',
  paused: 'Paused',
  person: 'Taken over',
  away: 'Waiting',
  over: 'Finished',
};

const BUTTONS: Record<
  Exclude<RecruiterButton, 'extend' | 'timer' | 'undoSkip'>,
  { full: string; brief: string }
> = {
  ready: { full: 'I’m ready', brief: 'I’m ready' },
  skipIntroduction: { full: 'Skip introduction', brief: 'Skip intro' },
  finish: { full: 'Finish', brief: 'Finish' },
  finished: { full: 'I’m finished', brief: 'I’m finished' },
  begin: { full: 'Start now', brief: 'Start now' },
  repeat: { full: 'Repeat the question', brief: 'Repeat' },
  rephrase: { full: 'In other words', brief: 'Other words' },
  moment: { full: 'I need a moment', brief: 'Moment' },
  skip: { full: 'Skip', brief: 'Skip' },
  retry: { full: 'Answer again', brief: 'Answer again' },
};

const TROUBLES: Record<Trouble, string> = {
  muted: 'You’re muted, so the recruiter can’t hear your answer.',
  'no-sound': 'No sound from your microphone. Is it plugged in, and the right one?',
  faint: 'You’re hard to hear. Move closer to the microphone, or choose another one.',
  silent: 'Take your time. If you’re talking, we can’t hear you.',
};

const ANNOUNCED: Partial<Record<Turn, string>> = {
  thinking: 'Time to think. Start whenever you like.',
  yours: 'Your turn.',
  goingOn: 'Your turn.',
  moment: 'Take your time. The clock has stopped. Press “Continue” when you’re ready.',
  paused: 'The interview is paused.',
  over: 'The virtual recruiter has finished.',
};

export const recruiter = {
  name: 'Virtual recruiter',
  fact: 'Follows a script. Evaluated by people.',
  camera: 'Virtual recruiter, video',
  turn: (
    turn: Turn,
    options: {
      leftMs?: number;
      person?: string | undefined;
      unheard?: boolean;
      writing?: boolean;
      closing?: boolean | undefined;
    },
  ): TurnWords => {
    if (turn === 'thinking')
      return {
        word: 'Time to think',
        detail: `${formatClock(roundUp(options.leftMs ?? 0))} left. Start when you like.`,
      };
    if (turn === 'person')
      return { word: options.person ?? 'A person', detail: 'has taken over. Talk to them directly.' };
    if (turn === 'before' && options.writing) return { ...TURNS.before, detail: 'Press “I’m ready”' };
    if (turn === 'yours' && options.writing)
      return { ...TURNS.yours, detail: 'Write, then send your answer' };
    if (turn === 'yours' && options.unheard) return { ...TURNS.yours, detail: 'We can’t hear you' };
    if (turn === 'speaking' && options.closing) return { ...TURNS.speaking, detail: 'You’re almost done' };
    return TURNS[turn];
  },
  lost: (seconds: number): TurnWords => ({
    word: room.reconnecting,
    detail: `Your place is held (${formatUnit(seconds, 'second')})`,
  }),
  turnBriefly: (turn: Turn) => TURNS_BRIEFLY[turn],
  announce: (turn: Turn, person: string | undefined): string | undefined =>
    turn === 'person'
      ? `${person ?? 'A person'} has taken over from the virtual recruiter.`
      : ANNOUNCED[turn],
  /** Screen reader texts about buttons. `keys` is false on devices without a keyboard. */
  announceReady: (keys: boolean) =>
    `The virtual recruiter is waiting for you. To start, press ${keys ? 'B or ' : ''}“I’m ready” or start talking.`,
  announceSkipped: (keys: boolean) =>
    keys ? 'Question skipped. Press U to go back to it.' : 'Question skipped. “Undo skip” goes back to it.',
  announceRetry: (left: number, keys: boolean) =>
    `To answer this question again, press ${keys ? 'A, then Enter' : '“Answer again”'}. ${plural(left, {
      one: 'You can do this one more time.',
      other: 'You can do this # more times.',
    })}`,
  announceFinish: (keys: boolean) => `To finish the interview, press ${keys ? 'F, then Enter' : '“Finish”'}.`,
  captions: { show: 'Show captions', hide: 'Hide captions' },
  panel: {
    label: 'Your answer',
    question: 'The question',
    questionNumber: 'Question',
    progress: (number: number, of: number) => `${number} of ${of}`,
    briefing: 'Before you start',
    practice: 'Practice question',
    practiceNote: 'not recorded or rated',
    followUp: 'Follow-up',
    /** Shown while no question is open. */
    between: (closing: boolean): string =>
      closing ? 'That was the last question.' : 'The question will appear here.',
    ready: 'The recruiter is waiting for you. To start, press “I’m ready” or start talking.',
    finish: '“Finish” ends the interview for everyone. People who are here may still want to say goodbye.',
    person: (name: string | undefined) =>
      `${name ?? 'A person'} has taken over. Talk to them directly while the virtual recruiter waits.`,
  },
  buttons: {
    bar: 'Answering',
    ...BUTTONS,
    goOn: { full: 'Continue', brief: 'Continue' },
    retryBriefly: { full: 'Answer again', brief: 'Again' },
    /** Shown next to “Answer again”. `left` is undefined until there is an answer. */
    retriesLeft: (left: number | undefined): string | undefined =>
      left === undefined ? undefined : left === 0 ? 'none left' : plural(left, { other: '# left' }),
    undoSkip: 'Undo skip',
    failed: 'Couldn’t do that. Please try again.',
  },
  time: {
    label: 'Time of this answer',
    menu: 'Options for the time',
    more: 'More time',
    notBegun: 'Starts when you do',
    upTo: (limitMs: number) => `Up to ${formatClock(limitMs)}`,
    of: (limitMs: number) => `of ${formatClock(limitMs)}`,
    stopped: 'Not running',
    none: 'No limit',
    hidden: 'Time hidden',
    elapsed: formatClock,
    left: (leftMs: number) => `${formatClock(roundUp(leftMs))} left`,
    over: 'Time is up',
    /** Announced once, when the end of the answer's time is near. */
    spokenNear: (leftMs: number) =>
      `About ${formatUnit(Math.max(1, Math.round(leftMs / 1_000)), 'second', 'long')} left for this answer.`,
    spokenOver: 'The time for this answer is up. Finish your thought.',
    extend: 'More time for this answer',
    limitOff: 'Turn off the time limit',
    limitOn: 'Turn on the time limit',
    hide: 'Hide the time',
    show: 'Show the time',
  },
  trouble: (trouble: Trouble) => TROUBLES[trouble],
  troubleActions: { unmute: 'Unmute', turnOn: 'Turn on microphone', choose: 'Devices' },
  written: {
    label: 'Your written answer',
    placeholder: 'Write here, or just speak',
    placeholderAlone: 'Write here',
    send: 'Send answer',
    count: (count: number, most: number) => `${formatNumber(count)} of ${formatNumber(most)}`,
    tooLong: common.overLimit,
    kept: 'Saved as you type. Text you don’t send becomes your answer at the end.',
    sentAt: (time: string) => `Sent at ${time}`,
    unsent:
      'You haven’t sent this yet. “Send answer” sends it. Clear the field if you don’t want to send it.',
    empty: 'Nothing written yet. To move on without an answer, press “Send answer” again.',
    draftSent: 'Your text was sent as your answer',
    gone: 'This question has closed',
    goneDetail: 'Your answer wasn’t sent. It stays here so you can copy it.',
    left: 'Not sent before the question closed',
  },
  advance: {
    title: 'Questions to read in advance',
    hint: 'The recruiter asks them in this order, word for word. It may add follow-up questions.',
    open: 'All questions',
    close: 'Close',
  },
  keys: {
    title: 'Answering the virtual recruiter',
    list: [
      ['B', '“I’m ready”, or start before the time to think is over'],
      ['F', 'Go to the first button, such as “I’m finished” (Enter to press)'],
      ['R', 'Repeat the question'],
      ['O', 'Hear the question in other words'],
      ['N', 'I need a moment, or continue'],
      ['U', 'Undo skip'],
    ],
    retry: ['A', 'Go to “Answer again” (Enter to press)'],
  },
  waiting: {
    candidateHeading: (name: string) => `You’re all set, ${name}`,
    candidateLobby: () => 'You’ll join automatically. There’s nothing you need to do.',
    candidateBreak:
      'The interview is on a break. It will continue where it stopped, and you’ll join automatically.',
    candidateOpen: 'You’ll join automatically in a moment.',
    facts: [
      'A virtual recruiter asks the questions. It’s software, and it waits until you’re ready.',
      'It follows a script and doesn’t understand or rate what you say. People evaluate your answers.',
      'You see every question as text. You can repeat it, take a moment, skip it, or say when you’re finished.',
      'Need an accommodation, such as more time or written answers? Ask the person who invited you before you start.',
    ],
  },
} as const;

/** Rounds up, so that the last second shows as 1. Ignores 300 ms, because clocks can differ a little. */
function roundUp(ms: number): number {
  return Math.max(0, Math.ceil((ms - 300) / 1_000) * 1_000);
}
