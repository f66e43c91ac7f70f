import type { Question } from '../../../shared/kit/kit.ts';

/** Whether the candidate may leave a question unanswered. */
export function maySkip({ mayBeSkipped }: Pick<Question, 'mayBeSkipped'>): boolean {
  return mayBeSkipped !== false;
}

/** The usual is not written down. The field stands where the schema has it: kits are compared as texts. */
export function withSkipping(question: Question, may: boolean): Question {
  const { mayBeSkipped: _before, probes, modelAnswer, strong, weak, ...asked } = question;
  return { ...asked, ...(!may && { mayBeSkipped: false }), probes, modelAnswer, strong, weak };
}
