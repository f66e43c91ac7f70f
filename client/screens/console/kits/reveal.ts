import { flushSync } from 'react-dom';
import { type Place, placeKey } from '../../../core/kit/place.ts';
import { sectionOf } from '../../../core/kit/sections.ts';
import type { Store } from '../../../core/store.ts';
import type { Wish } from './desk.ts';

/** Opens whatever hides a place, and moves focus there. */
export function reveal(wishes: Store<Wish>, place: Place, block: ScrollLogicalPosition = 'center'): void {
  flushSync(() => wishes.set({ place, open: true, inside: false }));
  focusPlace(place, block);
}

/** Focus goes to the control of a place; where it has none, to the nearest around it. */
export function focusPlace(place: Place, block: ScrollLogicalPosition = 'nearest'): void {
  for (let length = place.length; length > 0; length -= 1) {
    const control = controlOf(place.slice(0, length));
    if (control) {
      show(control, block);
      return;
    }
  }
  focusSection(sectionOf(place));
}

export function focusSection(section: string): void {
  const heading = document.getElementById(`section-${section}`);
  if (heading) show(heading, 'start');
}

export function controlOf(place: Place): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-place="${placeKey(place)}"]`);
}

function show(element: HTMLElement, block: ScrollLogicalPosition): void {
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block });
}

/**
 * Focus stays on what it was on although that changes its place on the page. A button that can do no more there hands it
 * to the one beside it.
 */
export function moveWithFocus(step: () => void): void {
  const focused = document.activeElement;
  flushSync(step);
  if (!(focused instanceof HTMLElement) || focused === document.body) return;
  const usable = focused.matches(':disabled')
    ? focused.closest('[data-row-actions]')?.querySelector<HTMLElement>('button:not(:disabled)')
    : focused;
  if (usable) show(usable, 'nearest');
}
