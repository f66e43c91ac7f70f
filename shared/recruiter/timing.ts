import type { Answer, RecruiterContext, RecruiterState, Topic } from './recruiterState.ts';
import type { Pace } from './settings.ts';

/** Silence that ends the current answer. */
export function hardEndMs(state: RecruiterState, context: RecruiterContext): number {
  const timing = timingOf(state);
  const base = timing.hardEnd[context.accommodations.pace ?? state.settings.pace];
  if ((state.topic?.answer?.spokenMs ?? 0) < timing.hardlyBegun) return timing.hardEndMax;
  return Math.round(clamp(adapted(base, state.pauses, timing), timing.hardEndMin, timing.hardEndMax));
}

/** Part of it is the setting, part what this person's longer pauses call for, with room to spare. */
function adapted(base: number, pauses: readonly number[], timing: Timing): number {
  if (pauses.length < timing.pausesNeeded) return base;
  const sorted = pauses.toSorted((a, b) => a - b);
  const long = sorted[Math.floor(timing.longPause * (sorted.length - 1))] ?? base;
  const own = timing.longPauseFactor * long + timing.longPauseSpare;
  return (1 - timing.adaptedShare) * base + timing.adaptedShare * own;
}

/** Silence that calls for a nod: varied, but the same for the same pause. */
export function nodAfterMs(state: RecruiterState, silentSince: number): number {
  const { nodMin, nodSpread } = timingOf(state);
  return nodMin + (silentSince % nodSpread);
}

/** When silence is to be spoken to next; undefined when that has been done often enough. */
export function ladderAt(state: RecruiterState, { waitingSince, ladder }: Topic): number | undefined {
  const step = timingOf(state).ladder[ladder];
  return waitingSince === undefined || step === undefined ? undefined : waitingSince + step;
}

export function thinkMs(state: RecruiterState, topic: Topic, context: RecruiterContext): number {
  if (topic.isProbe) return 0;
  const { thinkSeconds } = timesOf(state, topic, context);
  return thinkSeconds * 1_000 * context.accommodations.extraTime;
}

/** How long an answer may be; undefined without a limit. */
export function answerLimitMs(
  state: RecruiterState,
  topic: Topic,
  context: RecruiterContext,
): number | undefined {
  const { accommodations } = context;
  if (state.timerOff || accommodations.noTimeLimit) return undefined;
  const { answerSeconds } = timesOf(state, topic, context);
  const { probeSecondsMin, probeShare } = timingOf(state);
  const seconds = topic.isProbe ? Math.max(probeSecondsMin, answerSeconds * probeShare) : answerSeconds;
  return seconds * 1_000 * accommodations.extraTime;
}

/** By how much one press extends an answer. */
export function extensionMs(state: RecruiterState, topic: Topic, context: RecruiterContext): number {
  const { answerSeconds } = timesOf(state, topic, context);
  return answerSeconds * 1_000 * context.accommodations.extraTime * timingOf(state).extension;
}

/** Server times at which an answer's time is running out and is over. */
export function limitsOf(
  state: RecruiterState,
  topic: Topic,
  answer: Answer,
  context: RecruiterContext,
): { softLimitAt: number; limitAt: number } | undefined {
  const limit = answerLimitMs(state, topic, context);
  if (limit === undefined) return undefined;
  const total = limit + answer.extraMs;
  return {
    softLimitAt: Math.round(answer.clockFrom + total * timingOf(state).softLimit),
    limitAt: Math.round(answer.clockFrom + total),
  };
}

export function readingMs(state: RecruiterState, text: string): number {
  const { readingMin, readingPerWord } = timingOf(state);
  return Math.max(readingMin, text.split(/\s+/).length * readingPerWord);
}

function timesOf(state: RecruiterState, topic: Topic, { kit }: RecruiterContext): Timing['practice'] {
  return kit.questions.find(({ id }) => id === topic.questionId) ?? timingOf(state).practice;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

/**
 * The engine's rules, by number. It grows whenever the same input in the same state leads elsewhere than before, be it by one constant. An
 * interview keeps the rules of its first step, so that neither its past nor its course changes with a new version.
 *
 * 1: the recruiter began automatically once the candidate was in the room.
 * 2: it waits until the candidate is ready.
 */
export const ENGINE_RULES = 2;

/** The oldest rules by which a running interview can go on. */
export const OLDEST_RUNNING_RULES = 2;

/** Every constant of the engine. Milliseconds, unless it says otherwise. */
export interface Timing {
  /** Silence after which the recruiter visibly readies itself to go on. */
  readonly softEnd: number;
  /** Speech that takes the soft end back, and that an answer begins with; less is a sound. */
  readonly speechMin: number;
  /** How much later than it happens the end of a sound may be told: until then, the sound's length is unknown. */
  readonly toldLate: number;
  /** Silence that ends an answer, before it is adapted to the speaker. */
  readonly hardEnd: Readonly<Record<Pace, number>>;
  readonly hardEndMin: number;
  readonly hardEndMax: number;
  /** A person who has spoken for less is thinking aloud: the silence may be as long as it can be. */
  readonly hardlyBegun: number;
  /** Pauses that the adaptation needs to have seen, and the number that it remembers. */
  readonly pausesNeeded: number;
  readonly pausesKept: number;
  /** A shorter pause is the rhythm of speech. */
  readonly pauseMin: number;
  /** Share of a person's pauses that are at most as long as the one that counts, how much of it counts, and room to spare. */
  readonly longPause: number;
  readonly longPauseFactor: number;
  readonly longPauseSpare: number;
  /** How much of the hard end is this person's; the rest is the setting. */
  readonly adaptedShare: number;

  /** Voice that makes the recruiter pause while it speaks, and that takes the floor from it. */
  readonly bargeIn: number;
  /** How much longer a line goes on than that: coughs and words of assent are a little shorter, and their end is told late. */
  readonly bargeInDoubt: number;
  readonly takesFloor: number;
  /** Silence within speech: what is said over the recruiter goes on across it, and up to the first of them it counts as said, too. */
  readonly gapWithinWords: number;
  readonly gapMax: number;
  /** Silence after which a line is taken up: after a brief sound, and after something longer that was no answer. */
  readonly resumeAfterSound: number;
  readonly resumeAfterTalk: number;
  /** A voice without end (a television in the room) is not waited for any longer than that. */
  readonly heldAtMost: number;
  /** A line that has stood still so often for nothing is said to its end: what keeps coming in may be its own echo. */
  readonly heldTimes: number;
  /** Voice that ends thinking time, or a moment that was asked for. */
  readonly beginsByVoice: number;
  readonly endsMoment: number;

  /** Silence before an answer: take your time; the question in other words; the offer to skip; and then now and again. */
  readonly ladder: readonly number[];

  /** A pause in which one nods begins with this much silence, a little more or less each time. */
  readonly nodMin: number;
  readonly nodSpread: number;

  /** No sound at all in the middle of an answer is spoken to after this long. */
  readonly absenceToldAfter: number;

  /** From this share of the time on it is shown to be running out. */
  readonly softLimit: number;
  /** Silence in which the recruiter may say that the time is over, and in which it comes in once the grace is over, too. */
  readonly warnInPause: number;
  readonly cutInPause: number;
  readonly limitGrace: number;

  /** A broken connection that recovers within this is passed over. */
  readonly dropGrace: number;
  /** A person who took over and has left gives the interview back after this. */
  readonly personGrace: number;
  /** A person who stayed for less than that has not talked the open question through. */
  readonly hardlyTalked: number;

  /** "I'm ready", as words: so much voice, and so much silence after it. */
  readonly readyWords: number;
  readonly readyPause: number;

  /** A clip that does not begin is shown as text after this; one that does not say that it has ended is over after that. */
  readonly clipLate: number;
  readonly clipOverdue: number;
  readonly readingMin: number;
  readonly readingPerWord: number;

  /** From the end of the closing to the end of the session: time for a last word of people who are there. */
  readonly endAfter: number;
  readonly endAfterWithPeople: number;

  readonly practice: { readonly thinkSeconds: number; readonly answerSeconds: number };
  /** A follow-up has this share of the time of its question, and at least so many seconds. */
  readonly probeShare: number;
  readonly probeSecondsMin: number;
  /** Share of the answering time by which one press extends it. */
  readonly extension: number;
  /** How often a question can be answered again in practice where the kit does not say. */
  readonly usualRetries: number;

  /** Generic follow-up where the kit has none for short answers: below this much speech. */
  readonly shortAnswer: number;
  /** How long a written word takes to say, to compare a written answer with a spoken one. */
  readonly spokenPerWord: number;
}

/** The constants of each number of rules, from that number on. Released rows never change; other constants are a new row. */
export const TIMINGS: readonly { readonly since: number; readonly timing: Timing }[] = [
  {
    since: 1,
    timing: {
      softEnd: 1_200,
      speechMin: 200,
      toldLate: 160,
      hardEnd: { faster: 1_600, normal: 2_650, slower: 3_600 },
      hardEndMin: 1_200,
      hardEndMax: 4_000,
      hardlyBegun: 2_500,
      pausesNeeded: 4,
      pausesKept: 12,
      pauseMin: 250,
      longPause: 0.9,
      longPauseFactor: 1.6,
      longPauseSpare: 500,
      adaptedShare: 0.5,
      bargeIn: 500,
      bargeInDoubt: 50,
      takesFloor: 1_000,
      gapWithinWords: 200,
      gapMax: 300,
      resumeAfterSound: 350,
      resumeAfterTalk: 1_200,
      heldAtMost: 15_000,
      heldTimes: 2,
      beginsByVoice: 500,
      endsMoment: 1_500,
      ladder: [12_000, 25_000, 45_000, 120_000, 240_000, 420_000],
      nodMin: 400,
      nodSpread: 250,
      absenceToldAfter: 4_000,
      softLimit: 0.8,
      warnInPause: 600,
      cutInPause: 400,
      limitGrace: 20_000,
      dropGrace: 3_000,
      personGrace: 10_000,
      hardlyTalked: 15_000,
      readyWords: 500,
      readyPause: 700,
      clipLate: 4_000,
      clipOverdue: 2_500,
      readingMin: 2_500,
      readingPerWord: 330,
      endAfter: 4_000,
      endAfterWithPeople: 120_000,
      practice: { thinkSeconds: 5, answerSeconds: 60 },
      probeShare: 0.5,
      probeSecondsMin: 60,
      extension: 0.5,
      usualRetries: 2,
      shortAnswer: 15_000,
      spokenPerWord: 400,
    },
  },
];

/** The constants of an interview, or those of a new one before its first step. */
export function timingOf({ rules = ENGINE_RULES }: { readonly rules?: number }): Timing {
  const row = TIMINGS.findLast(({ since }) => since <= rules);
  if (!row) throw new Error(`There are no rules ${rules}.`);
  return row.timing;
}
