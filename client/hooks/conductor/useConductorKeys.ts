import type { KeyboardEvent } from 'react';
import { useTakenUp } from './useFocusAcross.ts';

/** Fields take letters, and menus and dialogs have keys of their own. */
const BUSY = 'input, textarea, select, [contenteditable="true"], [role="dialog"], [role="menu"]';

/** By the key, in small letters. */
export type ConductorKeys = Readonly<Record<string, () => void>>;

/**
 * Single keys of one region of the page: they work only while the focus is inside it, also before its questions are there. None
 * of them is a key of the rubric panel, so that a slip between the two does nothing.
 */
export function useConductorKeys(keys: ConductorKeys) {
  useTakenUp(key => keys[key.toLowerCase()]?.());
  return (event: KeyboardEvent<HTMLElement>) => {
    const { target, currentTarget, ctrlKey, metaKey, altKey, repeat, defaultPrevented } = event;
    if (ctrlKey || metaKey || altKey || repeat || defaultPrevented) return;
    // What a menu or dialog of this region hears bubbles up to here although it is drawn elsewhere.
    if (!(target instanceof Element) || !currentTarget.contains(target) || target.closest(BUSY)) return;
    const press = keys[event.key.toLowerCase()];
    if (!press) return;
    event.preventDefault();
    press();
  };
}
