import type { Answer, RecruiterContext, RecruiterState, Topic } from './recruiterState.ts';
import type { Pace } from './settings.ts';

/** Milliseconds, unless it says otherwise. */

/** Silence after which the recruiter visibly readies itself to go on. */
export const SOFT_END = 1_200;
/** Speech that takes the soft end back, and that an answer begins with; less is a sound. */
export const SPEECH_MIN = 200;
/** How much later than it happens the end of a sound may be told: until then, no one can say how long the sound is. */
export const TOLD_LATE = 160;
/** Silence that ends an answer, before it is adapted to the speaker. */
export const HARD_END: Record<Pace, number> = { faster: 1_600, normal: 2_650, slower: 3_600 };
const HARD_END_MIN = 1_200;
const HARD_END_MAX = 4_000;
/** A person who has hardly begun is thinking aloud: as long a silence as there can be. */
const HARDLY_BEGUN = 2_500;
/** Pauses that the adaptation needs to have seen, and how many it remembers. */
const PAUSES_NEEDED = 4;
export const PAUSES_KEPT = 12;
/** Shorter than that is the rhythm of speech. */
export const PAUSE_MIN = 250;

/** Voice that makes the recruiter pause while it speaks, and that takes the floor from it. */
export const BARGE_IN = 500;
/** How much longer a line goes on than that: coughs and words of assent are a little shorter, and their end is told late. */
export const BARGE_IN_DOUBT = 50;
export const TAKES_FLOOR = 1_000;
/** Silence within speech: what is said over the recruiter goes on across it, and up to the first of them it counts as said, too. */
export const GAP_WITHIN_WORDS = 200;
export const GAP_MAX = 300;
/** Silence after which a line is taken up: after a brief sound, and after something longer that was no answer. */
export const RESUME_AFTER_SOUND = 350;
export const RESUME_AFTER_TALK = 1_200;
/** A voice without end (a television in the room) is not waited for any longer than that. */
export const HELD_AT_MOST = 15_000;
/** A line that has stood still so often for nothing is said to its end: what keeps coming in may be its own echo. */
export const HELD_TIMES = 2;
/** Voice that ends thinking time, or a moment that was asked for. */
export const BEGINS_BY_VOICE = 500;
export const ENDS_MOMENT = 1_500;

/** Silence before an answer: take your time; the question in other words; the offer to skip; and then now and again. */
const LADDER = [12_000, 25_000, 45_000, 120_000, 240_000, 420_000] as const;

/** A pause in which one nods begins with this much silence, a little more or less each time. */
const NOD_MIN = 400;
const NOD_SPREAD = 250;

/** No sound at all in the middle of an answer is spoken to after this long. */
export const ABSENCE_TOLD_AFTER = 4_000;

/** From this share of the time on it is shown to be running out. */
const SOFT_LIMIT = 0.8;
/** Silence in which the recruiter may say that the time is over, and in which it comes in once the grace is over, too. */
export const WARN_IN_PAUSE = 600;
export const CUT_IN_PAUSE = 400;
export const LIMIT_GRACE = 20_000;

/** A broken connection that recovers within this is passed over. */
export const DROP_GRACE = 3_000;
/** A person who took over and has left gives the interview back after this. */
export const PERSON_GRACE = 10_000;

/** "I'm ready", as words: so much voice, and so much silence after it. */
export const READY_WORDS = 500;
export const READY_PAUSE = 700;

/** A clip that does not begin is shown as text after this; one that does not say that it has ended is over after that. */
export const CLIP_LATE = 4_000;
export const CLIP_OVERDUE = 2_500;
const READING_MIN = 2_500;
const READING_PER_WORD = 330;

/** From the end of the closing to the end of the session: time for a last word of people who are there. */
export const END_AFTER = 4_000;
export const END_AFTER_WITH_PEOPLE = 120_000;

const PRACTICE = { thinkSeconds: 5, answerSeconds: 60 };
/** A follow-up has half the time of its question, and at least this. */
const PROBE_SECONDS_MIN = 60;

/** Generic follow-up where the kit has none for short answers: below this much speech. */
export const SHORT_ANSWER = 15_000;

/** Words a minute that someone speaks, to compare a written answer with a spoken one. */
export const SPOKEN_PER_WORD = 400;

/** Silence that ends the current answer. */
export function hardEndMs(state: RecruiterState, context: RecruiterContext): number {
  const base = HARD_END[context.accommodations.pace ?? state.settings.pace];
  if ((state.topic?.answer?.spokenMs ?? 0) < HARDLY_BEGUN) return HARD_END_MAX;
  return Math.round(clamp(adapted(base, state.pauses), HARD_END_MIN, HARD_END_MAX));
}

/** Half the setting, half what this person's longer pauses (their 90th percentile) call for, with room to spare. */
function adapted(base: number, pauses: readonly number[]): number {
  if (pauses.length < PAUSES_NEEDED) return base;
  const sorted = pauses.toSorted((a, b) => a - b);
  const long = sorted[Math.floor(0.9 * (sorted.length - 1))] ?? base;
  return 0.5 * base + 0.5 * (1.6 * long + 500);
}

/** Silence that calls for a nod: varied, but the same for the same pause. */
export function nodAfterMs(silentSince: number): number {
  return NOD_MIN + (silentSince % NOD_SPREAD);
}

/** When silence is to be spoken to next; undefined when that has been done often enough. */
export function ladderAt({ waitingSince, ladder }: Topic): number | undefined {
  const step = LADDER[ladder];
  return waitingSince === undefined || step === undefined ? undefined : waitingSince + step;
}

export function thinkMs(topic: Topic, { kit, accommodations }: RecruiterContext): number {
  if (topic.isProbe) return 0;
  const { thinkSeconds } = kit.questions.find(({ id }) => id === topic.questionId) ?? PRACTICE;
  return thinkSeconds * 1_000 * accommodations.extraTime;
}

/** How long an answer may be; undefined without a limit. */
export function answerLimitMs(
  state: RecruiterState,
  topic: Topic,
  { kit, accommodations }: RecruiterContext,
): number | undefined {
  if (state.timerOff || accommodations.noTimeLimit) return undefined;
  const { answerSeconds } = kit.questions.find(({ id }) => id === topic.questionId) ?? PRACTICE;
  const seconds = topic.isProbe ? Math.max(PROBE_SECONDS_MIN, answerSeconds / 2) : answerSeconds;
  return seconds * 1_000 * accommodations.extraTime;
}

/** By how much one press extends an answer. */
export function extensionMs(topic: Topic, context: RecruiterContext): number {
  const { answerSeconds } = context.kit.questions.find(({ id }) => id === topic.questionId) ?? PRACTICE;
  return (answerSeconds * 1_000 * context.accommodations.extraTime) / 2;
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
    softLimitAt: Math.round(answer.clockFrom + total * SOFT_LIMIT),
    limitAt: Math.round(answer.clockFrom + total),
  };
}

export function readingMs(text: string): number {
  return Math.max(READING_MIN, text.split(/\s+/).length * READING_PER_WORD);
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
