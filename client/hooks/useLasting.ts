import { useEffect, useState } from 'react';

/** True once `now` has stayed true for `milliseconds`. Used to hide short states. */
export function useLasting(now: boolean, milliseconds: number): boolean {
  const [lasts, setLasts] = useState(false);
  useEffect(() => {
    setLasts(false);
    if (!now) return undefined;
    const timer = window.setTimeout(() => setLasts(true), milliseconds);
    return () => window.clearTimeout(timer);
  }, [now, milliseconds]);
  return now && lasts;
}
