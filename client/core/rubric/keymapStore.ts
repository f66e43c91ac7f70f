import { Store } from '../store.ts';
import { type Keymap, parseKeymap } from './keymap.ts';

const KEY = 'vivavoce.rubric.keys';

/** The keys of the panel as this person has set them in this browser. */
export const keymapStore = new Store<Keymap>(parseKeymap(stored()));

export function setKeymap(keymap: Keymap): void {
  keymapStore.set(keymap);
  try {
    localStorage.setItem(KEY, JSON.stringify(keymap));
  } catch {
    // A private window may keep nothing; the keys then hold for this page.
  }
}

function stored(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
