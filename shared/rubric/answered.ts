import type { RubricState } from './rubricState.ts';

/** How many questions were answered. Where people ask them, no one has to say that an answer began: what they have done with counts. */
export function answeredQuestions({ questions }: Pick<RubricState, 'questions'>): number {
  return Object.values(questions).filter(
    ({ state, answerStartedAt }) => state === 'done' || answerStartedAt !== undefined,
  ).length;
}
