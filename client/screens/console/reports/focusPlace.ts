import { type Place, placeKey } from '../../../core/kit/place.ts';

/** Focus goes to the control of a place; where it has none, to the nearest around it. */
export function focusPlace(place: Place): void {
  for (let length = place.length; length > 0; length -= 1) {
    const control = document.querySelector<HTMLElement>(`[data-place="${placeKey(place.slice(0, length))}"]`);
    if (!control) continue;
    control.focus({ preventScroll: true });
    control.scrollIntoView({ block: 'center' });
    return;
  }
  document.querySelector<HTMLElement>('[data-place="headline"]')?.focus();
}
