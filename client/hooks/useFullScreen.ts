import { type RefObject, useEffect, useState } from 'react';

/** An element that can fill the screen; undefined where the browser lets none. */
export function useFullScreen(
  element: RefObject<HTMLElement | null>,
): { on: boolean; toggle: () => void } | undefined {
  const [on, setOn] = useState(false);
  useEffect(() => {
    const look = () => setOn(document.fullscreenElement !== null);
    document.addEventListener('fullscreenchange', look);
    return () => document.removeEventListener('fullscreenchange', look);
  }, []);
  if (!document.fullscreenEnabled) return undefined;
  return {
    on,
    toggle: () => {
      // A refusal leaves everything as it was, in sight of the person who asked.
      const change = on ? document.exitFullscreen() : element.current?.requestFullscreen();
      change?.catch(() => undefined);
    },
  };
}
