import { rubricTexts } from '../../texts/rubric.ts';
import type { SaveState } from './saveState.ts';

interface LockReadiness {
  /** Competencies without a rating or N. */
  missing: number;
  /** Also where no recommendation is asked: in practice. */
  recommended: boolean;
  /** Characters that the summary has too many. */
  excess: number;
  saveState: SaveState;
}

/** Why the scorecard cannot be locked now, in words; undefined when it can. What the rater can do comes first. */
export function lockBlock({ missing, recommended, excess, saveState }: LockReadiness): string | undefined {
  const { waiting } = rubricTexts.review;
  if (missing > 0) return waiting.incomplete;
  if (saveState.clashes > 0) return waiting.clashes;
  if (saveState.refused > 0) return waiting.refused;
  if (!recommended) return waiting.recommendation;
  if (excess > 0) return waiting.tooLong;
  if (saveState.state === 'offline') return waiting.offline;
  return saveState.pending > 0 ? waiting.pending(saveState.pending) : undefined;
}
