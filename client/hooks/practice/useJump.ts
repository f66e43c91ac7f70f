import type { QuestionId } from '../../../shared/kit/kitIds.ts';
import type { PracticeAttempt } from '../../../shared/protocol/practiceRoutes.ts';
import { statusOf } from '../../core/practice/attempts.ts';
import { usePractice, usePracticePage } from './practiceContext.ts';

/** Returns a function that opens the attempt's recording at a moment. Undefined if there is no recording. */
export function useJump(
  attempt: PracticeAttempt,
  questionId: QuestionId,
): ((atMs: number) => void) | undefined {
  const { token } = usePracticePage();
  const { location } = usePractice();
  if (statusOf(attempt) !== 'ready') return undefined;
  return atMs =>
    location.go({ page: token, watch: attempt.interviewId, q: questionId, t: `${Math.floor(atMs / 1_000)}` });
}
