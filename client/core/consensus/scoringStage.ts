import type { RubricView } from '../../../shared/rubric/rubricView.ts';

/**
 * What a rater has before them after the call.
 *
 * - `rating`: their own scorecard, until it is locked;
 * - `waiting`: locked, and the others' are not open yet;
 * - `consensus`: the locked scorecards are open to them;
 * - `closed`: scoring ended first, so that nothing more will happen here.
 */
export type ScoringStage = 'rating' | 'waiting' | 'consensus' | 'closed';

export function scoringStage({ own, scorecards, scoringClosed }: RubricView): ScoringStage {
  if (scorecards) return 'consensus';
  if (scoringClosed) return 'closed';
  return own?.lock ? 'waiting' : 'rating';
}
