import { onNextGesture } from './nextGesture.ts';

/** Fragment that is hidden while the page is printed. */
let hidden = '';

/**
 * Hides the key in the address during printing, because browsers print the address. Some read it before
 * `beforeprint`, so the shortcut hides it too; `@page keyed` leaves no margin for it when printing from the
 * menu.
 */
export function hideKeyInPrint(): () => void {
  window.addEventListener('beforeprint', hide);
  window.addEventListener('afterprint', show);
  window.addEventListener('keydown', printByShortcut);
  return () => {
    window.removeEventListener('beforeprint', hide);
    window.removeEventListener('afterprint', show);
    window.removeEventListener('keydown', printByShortcut);
  };
}

export function printWithoutKey(): void {
  hide();
  // In-app browsers may not fire `afterprint`; a reload would then lose the key.
  onNextGesture(show);
  window.print();
}

function printByShortcut(event: KeyboardEvent): void {
  const { altKey, ctrlKey, key, metaKey, shiftKey } = event;
  if (key.toLowerCase() !== 'p' || ctrlKey === metaKey || altKey || shiftKey) return;
  event.preventDefault();
  printWithoutKey();
}

function hide(): void {
  const { hash, pathname, search } = window.location;
  if (hash === '') return;
  hidden = hash;
  window.history.replaceState(window.history.state, '', pathname + search);
}

function show(): void {
  const { hash, pathname, search } = window.location;
  if (hidden !== '' && hash === '')
    window.history.replaceState(window.history.state, '', pathname + search + hidden);
  hidden = '';
}
