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

/** Whether practice may ask the question. Closed is not written down. */
export function withPractice({ practice: _before, ...question }: Question, open: boolean): Question {
  return open ? { ...question, practice: true } : question;
}

/** How often the question can be answered again in practice; the usual is not written down either. */
export function withRetries({ retries: _before, ...question }: Question, retries: number): Question {
  return retries === USUAL_RETRIES ? question : { ...question, retries };
}
