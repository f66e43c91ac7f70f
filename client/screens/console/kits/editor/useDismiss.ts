import { useEffect, useEffectEvent, useRef } from 'react';

/** What is open closes on Escape and on a press outside. Escape gives focus back to the button that opened it. */
export function useDismiss(open: boolean, onClose: () => void) {
  const area = useRef<HTMLDivElement>(null);
  const close = useEffectEvent(onClose);
  useEffect(() => {
    if (!open) return;
    const done = new AbortController();
    const { signal } = done;
    const onPress = ({ target }: PointerEvent) => {
      if (target instanceof Node && !area.current?.contains(target)) close();
    };
    const onKey = ({ key }: KeyboardEvent) => {
      if (key !== 'Escape') return;
      area.current?.querySelector<HTMLElement>('[aria-expanded="true"]')?.focus();
      close();
    };
    window.addEventListener('pointerdown', onPress, { signal });
    window.addEventListener('keydown', onKey, { signal });
    return () => done.abort();
  }, [open]);
  return area;
}
