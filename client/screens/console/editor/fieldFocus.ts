import { flushSync } from 'react-dom';
import { type FieldPath, pathKey } from '../../../core/editor/fieldPath.ts';

/** Focuses a field's control, or the nearest control around the field. Returns false if neither exists. */
export function focusControl(path: FieldPath, block: ScrollLogicalPosition): boolean {
  for (let length = path.length; length > 0; length -= 1) {
    const control = controlOf(path.slice(0, length));
    if (!control) continue;
    focusElement(control, block);
    return true;
  }
  return false;
}

export function controlOf(path: FieldPath): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-path="${pathKey(path)}"]`);
}

export function focusElement(element: HTMLElement, block: ScrollLogicalPosition): void {
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block });
}

/** Runs `step` and keeps the focus. If `step` disables the focused button, focuses a button next to it. */
export function moveWithFocus(step: () => void): void {
  const focused = document.activeElement;
  flushSync(step);
  if (!(focused instanceof HTMLElement) || focused === document.body) return;
  const usable = focused.matches(':disabled')
    ? focused.closest('[data-row-actions]')?.querySelector<HTMLElement>('button:not(:disabled)')
    : focused;
  if (usable) focusElement(usable, 'nearest');
}
