import { Store } from './store.ts';

/** Number of times that someone signed in again on top of a page. */
export const signedInAgain = new Store(0);
