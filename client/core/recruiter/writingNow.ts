import { Store } from '../store.ts';

/** True while the candidate of this page answers the virtual recruiter in writing: being heard does not matter then. */
export const writingNow = new Store(false);
