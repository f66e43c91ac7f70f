import { onNextGesture } from './nextGesture.ts';

/** The part of the address that is hidden while the page is printed. */
let hidden = '';

/**
 * Hides the key in the address of a private page or a report while it is printed: browsers print the address at the edge of the paper. Some
 * have taken it before `beforeprint`, so the shortcut hides it as well. `@page keyed` leaves them no room for it, which covers their menu.
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
  // Browsers inside apps may print nothing and report no end; a reload would then be without the key.
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
