import { z } from 'zod';
import { Recommendation } from '../../../shared/rubric/scorecard.ts';
import { Store } from '../store.ts';
import type { DraftShelf } from './draftShelf.ts';

/** What the rater has prepared for the lock. */
const Review = z.object({ recommendation: Recommendation.optional(), summary: z.string() });
export type Review = z.infer<typeof Review>;

const EMPTY: Review = { summary: '' };
export const REVIEW_KEY = 'review';

/** The words of the lock before it is pressed: on this device alone, and kept there through a reload. */
export class ReviewDraft {
  readonly value = new Store<Review>(EMPTY);
  readonly #shelf: DraftShelf;

  constructor(shelf: DraftShelf) {
    this.#shelf = shelf;
  }

  get isEmpty(): boolean {
    const { recommendation, summary } = this.value.get();
    return recommendation === undefined && summary === '';
  }

  change(part: Partial<Review>): void {
    this.value.update(review => ({ ...review, ...part }));
    void this.#shelf.put(REVIEW_KEY, this.value.get());
  }

  /** What an ended page left. */
  take(_key: string, kept: unknown): void {
    const { data } = Review.safeParse(kept);
    if (data && this.isEmpty) this.value.set(data);
  }

  clear(): void {
    if (this.isEmpty) return;
    this.value.set(EMPTY);
    void this.#shelf.delete(REVIEW_KEY);
  }
}
