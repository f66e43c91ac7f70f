import type { Question } from '../../../shared/kit/kit.ts';
import type { QuestionProgress } from '../../../shared/rubric/rubricState.ts';

/** `near`: 80 % of the planned time is used; `over`: all of it is used. Affects only the display. */
export type TimerLevel = 'calm' | 'near' | 'over';

export interface QuestionTimer {
  activity: 'think' | 'answer';
  elapsedMs: number;
  limitMs: number;
  level: TimerLevel;
}

const NEAR_FROM = 0.8;

/** Returns the timer of a question; undefined if it isn't open. `now` is the server's time. */
export function timerOf(
  { thinkSeconds, answerSeconds }: Pick<Question, 'thinkSeconds' | 'answerSeconds'>,
  progress: QuestionProgress | undefined,
  now: number,
): QuestionTimer | undefined {
  if (progress?.state !== 'open') return undefined;
  const { openedAt, answerStartedAt } = progress;
  const activity = answerStartedAt === undefined ? 'think' : 'answer';
  const elapsedMs = Math.max(0, now - (answerStartedAt ?? openedAt));
  const limitMs = (activity === 'think' ? thinkSeconds : answerSeconds) * 1_000;
  return { activity, elapsedMs, limitMs, level: levelOf(elapsedMs, limitMs) };
}

export function usedShare({ elapsedMs, limitMs }: Pick<QuestionTimer, 'elapsedMs' | 'limitMs'>): number {
  return limitMs === 0 ? 0 : Math.min(1, elapsedMs / limitMs);
}

function levelOf(elapsedMs: number, limitMs: number): TimerLevel {
  if (limitMs === 0) return 'calm';
  if (elapsedMs > limitMs) return 'over';
  return elapsedMs >= limitMs * NEAR_FROM ? 'near' : 'calm';
}
