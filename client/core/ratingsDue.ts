import { Store } from './store.ts';

/**
 * How many ratings this rater owes to questions that are over. Stands apart from the rubric, whose code comes later, so that the
 * room's button can show it.
 */
export const ratingsDue = new Store(0);
