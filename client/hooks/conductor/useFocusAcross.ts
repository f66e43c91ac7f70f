import { useEffect, useLayoutEffect, useRef } from 'react';

/**
 * Keeps the focus in a region of the page that is drawn anew as another component: whoever works it by keyboard goes on where they
 * were. `drawing` changes with each such change; `go` puts the focus into the region.
 */
export function useFocusAcross(regionId: string, drawing: unknown, go: () => void): void {
  const inside = useRef(false);
  useEffect(() => {
    const isInside = () => document.getElementById(regionId)?.contains(document.activeElement) ?? false;
    const came = () => {
      inside.current = isInside();
    };
    const went = ({ target }: FocusEvent) => {
      // What is taken out of the page loses the focus, too; only what stays was left on purpose.
      queueMicrotask(() => {
        if (target instanceof Element && target.isConnected) inside.current = isInside();
      });
    };
    document.addEventListener('focusin', came);
    document.addEventListener('focusout', went);
    return () => {
      document.removeEventListener('focusin', came);
      document.removeEventListener('focusout', went);
    };
  }, [regionId]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the change of what is drawn that loses the focus
  useLayoutEffect(() => {
    if (inside.current && document.activeElement === document.body) go();
  }, [drawing]);
}
