import { type FocusEvent, useLayoutEffect, useRef } from 'react';

/**
 * Keeps the focus inside a region whose controls come and go: when the one that has it is gone or switched off, the region
 * itself takes over, so that its keys go on working. The region needs `tabIndex={-1}`.
 */
export function useKeptFocus<E extends HTMLElement>() {
  const region = useRef<E>(null);
  const last = useRef<Element>(undefined);

  useLayoutEffect(() => {
    const { current: element } = last;
    if (!element || (element.isConnected && !element.matches(':disabled'))) return;
    last.current = undefined;
    const { activeElement } = document;
    if (activeElement === document.body || activeElement === element)
      region.current?.focus({ preventScroll: true });
  });

  return {
    ref: region,
    onFocus: (event: FocusEvent) => {
      last.current = event.target;
    },
    onBlur: ({ target }: FocusEvent) => {
      // An element that is being removed may blur first; only one that stays was left on purpose.
      queueMicrotask(() => {
        if (last.current === target && target.isConnected && !target.matches(':disabled'))
          last.current = undefined;
      });
    },
  };
}
