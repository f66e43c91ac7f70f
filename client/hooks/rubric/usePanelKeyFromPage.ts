import { useEffect } from 'react';
import { keymapStore } from '../../core/rubric/keymap.ts';

const KEY = 'p';
const TYPING = 'input, textarea, select, [contenteditable="true"], [role="dialog"], [role="alertdialog"]';

/** Moves the focus into the rating panel when the key is pressed anywhere on the page, except while typing. */
export function usePanelKeyFromPage(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { key, ctrlKey, metaKey, altKey, target } = event;
      if (event.defaultPrevented || ctrlKey || metaKey || altKey || key.toLowerCase() !== KEY) return;
      if (!keymapStore.get().enabled || (target instanceof Element && target.closest(TYPING))) return;
      const panel = document.querySelector<HTMLElement>('[data-rubric-panel]');
      if (!panel || panel.contains(document.activeElement)) return;
      event.preventDefault();
      panel.focus();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}
