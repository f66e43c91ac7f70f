import type { Question } from '../../../shared/kit/kit.ts';
import { USUAL_RETRIES } from '../../../shared/practice/practice.ts';

/** Whether the candidate may leave a question unanswered. */
export function maySkip({ mayBeSkipped }: Pick<Question, 'mayBeSkipped'>): boolean {
  return mayBeSkipped !== false;
}

/** The usual is not written down. */
export function withSkipping({ mayBeSkipped: _before, ...question }: Question, may: boolean): Question {
  return may ? question : { ...question, mayBeSkipped: false };
}

/** How often the question can be answered again in practice; the usual is not written down either. */
export function withRetries({ retries: _before, ...question }: Question, retries: number): Question {
  return retries === USUAL_RETRIES ? question : { ...question, retries };
}
