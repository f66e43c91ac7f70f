import { isDeepStrictEqual } from 'node:util';
import type { InterviewState } from '../../shared/interview/state.ts';
import type { ChosenKit } from '../../shared/kit/kit.ts';

/**
 * Lets all interviews in memory that were given the same version of a kit hold one object of it: each log brings its own, and a
 * kit takes more memory than all the rest of a planned interview.
 */
export class SharedKits {
  /** Weak, so that a kit goes with the last interview that has it. */
  readonly #kits = new Map<string, WeakRef<ChosenKit>>();

  /** The same state, with the shared kit in it. */
  share(state: InterviewState): InterviewState {
    const { rubric } = state;
    if (!rubric) return state;
    const name = `${rubric.chosen.kitId} ${rubric.chosen.version}`;
    const known = this.#kits.get(name)?.deref();
    if (known === rubric.chosen) return state;
    if (known && isDeepStrictEqual(known, rubric.chosen))
      return { ...state, rubric: { ...rubric, chosen: known } };
    this.#kits.set(name, new WeakRef(rubric.chosen));
    return state;
  }
}
