import { localData } from '../safeStorage.ts';
import { Store } from '../store.ts';
import { type Keymap, parseKeymap } from './keymap.ts';

const KEY = 'vivavoce.rubric.keys';

/** The keys of the panel as this person has set them in this browser. */
export const keymapStore = new Store<Keymap>(parseKeymap(localData.read(KEY) ?? null));

export function setKeymap(keymap: Keymap): void {
  keymapStore.set(keymap);
  localData.write(KEY, JSON.stringify(keymap));
}
