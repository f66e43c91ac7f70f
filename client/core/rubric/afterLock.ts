import type { RubricView } from '../../../shared/rubric/rubricView.ts';
import { rubricTexts } from '../../texts/rubric.ts';

/** What has become of the others’ ratings, or when they open, in words for a rater who has locked. */
export function afterLock(
  { scoringClosed, scorecards }: Pick<RubricView, 'scoringClosed' | 'scorecards'>,
  { callOver, timeOver }: { callOver: boolean; timeOver: boolean },
): string {
  const { review } = rubricTexts;
  if (scorecards) return review.lockedOpenBody;
  if (scoringClosed) return review.lockedClosedBody;
  if (timeOver) return review.lockedOverBody;
  return callOver ? review.lockedAfterBody : review.lockedBody;
}
