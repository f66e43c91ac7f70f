import type { Answer, RecruiterContext, RecruiterState, Topic } from './recruiterState.ts';
import { type Timing, timingOf } from './timing.ts';

/** Returns how long the candidate must be silent to end the current answer. */
export function hardEndMs(state: RecruiterState, context: RecruiterContext): number {
  const timing = timingOf(state);
  const base = timing.hardEnd[context.accommodations.pace ?? state.settings.pace];
  if ((state.topic?.answer?.spokenMs ?? 0) < timing.hardlyBegun) return timing.hardEndMax;
  const silenceMs = Math.max(timing.hardEndMin, adapted(base, state.pauses, timing));
  return Math.round(Math.min(timing.hardEndMax, silenceMs));
}

/** Adapts `base`, the configured silence that ends an answer, to this candidate's longer pauses. */
function adapted(base: number, pauses: readonly number[], timing: Timing): number {
  if (pauses.length < timing.pausesNeeded) return base;
  const sorted = pauses.toSorted((a, b) => a - b);
  const long = sorted[Math.floor(timing.longPause * (sorted.length - 1))] ?? base;
  const own = timing.longPauseFactor * long + timing.longPauseSpare;
  return (1 - timing.adaptedShare) * base + timing.adaptedShare * own;
}

/** Returns how long a silence lasts before the nod. It varies, but a replayed log gives the same value. */
export function nodAfterMs(state: RecruiterState, silentSince: number): number {
  const { nodMin, nodSpread } = timingOf(state);
  return nodMin + (silentSince % nodSpread);
}

/** Returns when to prompt a silent candidate next, or undefined after the last prompt. */
export function silencePromptAt(state: RecruiterState, { waitingSince, ladder }: Topic): number | undefined {
  const step = timingOf(state).ladder[ladder];
  return waitingSince === undefined || step === undefined ? undefined : waitingSince + step;
}

export function thinkMs(state: RecruiterState, topic: Topic, context: RecruiterContext): number {
  if (topic.isProbe) return 0;
  const { thinkSeconds } = timesOf(state, topic, context);
  return thinkSeconds * 1_000 * context.accommodations.extraTime;
}

/** Returns the maximum length of an answer, or undefined when there is no limit. */
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

export function extensionMs(state: RecruiterState, topic: Topic, context: RecruiterContext): number {
  const { answerSeconds } = timesOf(state, topic, context);
  return answerSeconds * 1_000 * context.accommodations.extraTime * timingOf(state).extension;
}

/** Returns the server times at which the clock warns and at which the time is up. */
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
