import type { Question } from '../../../shared/kit/kit.ts';

/** Whether the candidate may leave a question unanswered. */
export function maySkip({ mayBeSkipped }: Pick<Question, 'mayBeSkipped'>): boolean {
  return mayBeSkipped !== false;
}

/** The usual is not written down. */
export function withSkipping({ mayBeSkipped: _before, ...question }: Question, may: boolean): Question {
  return may ? question : { ...question, mayBeSkipped: false };
}
