import { type RefObject, useEffect, useState } from 'react';

/** Undefined if the browser doesn't support full screen. */
export function useFullScreen(
  element: RefObject<HTMLElement | null>,
): { on: boolean; toggle: () => void } | undefined {
  const [on, setOn] = useState(false);
  useEffect(() => {
    const update = () => setOn(document.fullscreenElement !== null);
    document.addEventListener('fullscreenchange', update);
    return () => document.removeEventListener('fullscreenchange', update);
  }, []);
  if (!document.fullscreenEnabled) return undefined;
  return {
    on,
    toggle: () => {
      // If the browser refuses, nothing changes.
      const change = on ? document.exitFullscreen() : element.current?.requestFullscreen();
      change?.catch(() => undefined);
    },
  };
}
