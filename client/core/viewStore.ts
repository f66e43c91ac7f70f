import { InterviewView } from '../../shared/interview/view.ts';
import { applyPatch, type MergePatch } from '../../shared/protocol/mergePatch.ts';
import { Store } from './store.ts';

/**
 * The interview as the server shows it to this page: whole once, then patch by patch. A patch that does not follow the
 * last version, or whose outcome is no view, is refused; the owner then asks for the whole view again.
 */
export class ViewStore {
  readonly view = new Store<InterviewView | undefined>(undefined);
  #version: number | undefined;

  replace(version: number, view: InterviewView): void {
    this.#version = version;
    this.view.set(view);
  }

  /** Whether the patch fitted. A patch from before the present version was seen already and counts as fitting. */
  apply(version: number, patch: MergePatch): boolean {
    const before = this.view.get();
    if (before === undefined || this.#version === undefined) return false;
    if (version <= this.#version) return true;
    if (version !== this.#version + 1) return false;
    const after = applyPatch(before, patch);
    if (!InterviewView.safeParse(after).success) return false;
    this.#version = version;
    this.view.set(after);
    return true;
  }

  /** A new connection counts from its own snapshot; until that arrives no patch fits. The old view stays on screen. */
  forgetVersion(): void {
    this.#version = undefined;
  }
}
