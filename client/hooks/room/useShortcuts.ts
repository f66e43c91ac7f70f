import { useEffect, useEffectEvent } from 'react';

/** Elements in which single-key shortcuts don't work, because fields, menus, and dialogs use those keys. */
const TYPING =
  'input, textarea, select, [contenteditable="true"], [role="dialog"], [role="alertdialog"], [role="menu"]';
const PRESSABLE = `${TYPING}, button, a, [role="button"], [role="menuitem"]`;

/** Runs an action when its key is pressed. `shortcuts` maps lowercase keys to actions. */
export function useShortcuts(shortcuts: Readonly<Record<string, (() => void) | undefined>>): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (isShortcut(event)) shortcuts[event.key.toLowerCase()]?.();
  });
  useEffect(() => {
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}

/** Calls `onTalk` with true when Space is pressed and with false when it is released. */
export function usePushToTalk(onTalk: ((talking: boolean) => void) | undefined): void {
  const talk = useEffectEvent((talking: boolean) => onTalk?.(talking));
  const canTalk = useEffectEvent(() => onTalk !== undefined);
  useEffect(() => {
    let talking = false;
    const stopTalking = () => {
      if (talking) talk(false);
      talking = false;
    };
    const press = (event: KeyboardEvent) => {
      if (event.code !== 'Space') return;
      if (!isShortcut(event)) {
        if (talking) event.preventDefault();
      } else if (!isIn(event.target, PRESSABLE) && canTalk()) {
        event.preventDefault();
        talking = true;
        talk(true);
      }
    };
    const release = (event: KeyboardEvent) => {
      if (event.code === 'Space') stopTalking();
    };
    const ends = new AbortController();
    window.addEventListener('keydown', press, { signal: ends.signal });
    window.addEventListener('keyup', release, { signal: ends.signal });
    // If the key is released in another window, this page gets no event.
    window.addEventListener('blur', stopTalking, { signal: ends.signal });
    return () => {
      stopTalking();
      ends.abort();
    };
  }, []);
}

function isShortcut(event: KeyboardEvent): boolean {
  return !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat && !isIn(event.target, TYPING);
}

function isIn(target: EventTarget | null, selector: string): boolean {
  return target instanceof Element && target.closest(selector) !== null;
}
