import type { RubricView } from '../../../shared/rubric/rubricView.ts';

/**
 * What a rater has before them after the call.
 *
 * - `rating`: their own scorecard, until it is locked;
 * - `waiting`: locked, and the others' are not open yet;
 * - `consensus`: the locked scorecards are open to them;
 * - `closed`: scoring ended first, so that there is nothing more to do here.
 */
export type ScoringStage = 'rating' | 'waiting' | 'consensus' | 'closed';

/** `over`: nothing can be written any more, closed by someone or out of time. */
export function scoringStage({ own, scorecards, scoringClosed }: RubricView, over: boolean): ScoringStage {
  if (scorecards) return 'consensus';
  if (scoringClosed) return 'closed';
  // What was locked in time may still be opened.
  if (own?.lock) return 'waiting';
  return over ? 'closed' : 'rating';
}
