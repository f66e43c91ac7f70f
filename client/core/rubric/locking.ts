import { z } from 'zod';
import type { RubricView } from '../../../shared/rubric/rubricView.ts';
import { Recommendation } from '../../../shared/rubric/scorecard.ts';
import { rubricTexts } from '../../texts/rubric.ts';
import { Store } from '../store.ts';
import type { DraftStorage } from './draftStorage.ts';
import type { SaveState } from './saveState.ts';

interface LockReadiness {
  missing: number;
  /** True when a recommendation is chosen, and always in practice, which has none. */
  recommended: boolean;
  excess: number;
  saveState: SaveState;
}

/** Returns why the scorecard can't be locked; undefined if it can. Fixable problems come first. */
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

const Review = z.object({ recommendation: Recommendation.optional(), summary: z.string() });
type Review = z.infer<typeof Review>;
const EMPTY: Review = { summary: '' };
export const REVIEW_KEY = 'review';

/** Draft of the recommendation and summary, stored on this device until the scorecard is locked. */
export class ReviewDraft {
  readonly value = new Store<Review>(EMPTY);
  readonly #storage: DraftStorage;

  constructor(storage: DraftStorage) {
    this.#storage = storage;
  }

  get isEmpty(): boolean {
    const { recommendation, summary } = this.value.get();
    return recommendation === undefined && summary === '';
  }

  change(part: Partial<Review>): void {
    this.value.update(review => ({ ...review, ...part }));
    void this.#storage.put(REVIEW_KEY, this.value.get());
  }

  take(_key: string, stored: unknown): void {
    const { data } = Review.safeParse(stored);
    if (data && this.isEmpty) this.value.set(data);
  }

  clear(): void {
    if (this.isEmpty) return;
    this.value.set(EMPTY);
    void this.#storage.delete(REVIEW_KEY);
  }
}

/**
 * What an evaluator does after the call.
 *
 * - `rating`: their scorecard is not locked;
 * - `waiting`: their scorecard is locked, but the other scorecards are not open yet;
 * - `consensus`: the locked scorecards are open;
 * - `closed`: scoring ended before they locked their scorecard.
 */
export type ScoringStatus = 'rating' | 'waiting' | 'consensus' | 'closed';

/** `over` is true after a person or the time limit has ended scoring. */
export function scoringStatus({ own, scorecards, scoringClosed }: RubricView, over: boolean): ScoringStatus {
  if (scorecards) return 'consensus';
  if (scoringClosed) return 'closed';
  // Ignores `over`, because locked scorecards can still be shown to all evaluators after scoring.
  if (own?.lock) return 'waiting';
  return over ? 'closed' : 'rating';
}
