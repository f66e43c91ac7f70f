import { onNextGesture } from './nextGesture.ts';

/** Fragment of the address that is hidden while the page prints. */
let hidden = '';

/**
 * Hides the key in the address, because browsers print the address. Some browsers read it before
 * `beforeprint`, so the print shortcut hides it too. Returns a stop function.
 */
export function hideKeyInPrint(): () => void {
  const ends = new AbortController();
  window.addEventListener('beforeprint', hide, { signal: ends.signal });
  window.addEventListener('afterprint', show, { signal: ends.signal });
  window.addEventListener('keydown', printByShortcut, { signal: ends.signal });
  return () => ends.abort();
}

export function printWithoutKey(): void {
  hide();
  // Shows the key again at the next press, too, because in-app browsers may not fire `afterprint`.
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
