import { useEffect, useEffectEvent } from 'react';

/** Ctrl+S, or Cmd+S, wherever on the page. */
export function useSaveKey(onSave: (() => void) | undefined): void {
  const save = useEffectEvent(() => onSave?.());
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== 's') return;
      // The browser would save the page as a file, which no one means here.
      event.preventDefault();
      if (!event.repeat) save();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}
