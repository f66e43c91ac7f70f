import type { RecruiterView } from '../../../shared/recruiter/recruiterView.ts';

/** How an answer stands with its time: `near` from the soft limit on, `over` past the limit. */
export type AnswerLevel = 'calm' | 'near' | 'over';

export interface AnswerTimer {
  elapsedMs: number;
  /** What is left until the limit, never below 0; absent without a limit. */
  leftMs?: number;
  level: AnswerLevel;
}

/** `serverNow` in epoch milliseconds. An answer that is interrupted stands at the moment it was. */
export function answerTimerOf(
  { startedAt, stoppedAt, softLimitAt, limitAt }: NonNullable<RecruiterView['answer']>,
  serverNow: number,
): AnswerTimer {
  const now = stoppedAt ?? serverNow;
  const elapsedMs = Math.max(0, now - startedAt);
  if (limitAt === undefined) return { elapsedMs, level: 'calm' };
  const level = now >= limitAt ? 'over' : now >= (softLimitAt ?? limitAt) ? 'near' : 'calm';
  return { elapsedMs, leftMs: Math.max(0, limitAt - now), level };
}
