import { LIMITS } from '../interview/fields.ts';
import type { Question } from './kit.ts';

const STEP = 5;

/**
 * Length of an interview with these questions: their time to think and to answer, in minutes, rounded up to a
 * multiple of 5. Between 5 minutes and the longest interview.
 */
export function minutesOf(questions: readonly Pick<Question, 'thinkSeconds' | 'answerSeconds'>[]): number {
  const seconds = questions.reduce(
    (sum, { thinkSeconds, answerSeconds }) => sum + thinkSeconds + answerSeconds,
    0,
  );
  const minutes = Math.ceil(seconds / 60 / STEP) * STEP;
  return Math.min(Math.max(minutes, STEP), LIMITS.plannedMinutesMax);
}
