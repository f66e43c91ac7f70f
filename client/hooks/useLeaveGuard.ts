import { useEffect, useRef } from 'react';
import { type Guard, guardUnsaved } from '../core/unsaved.ts';

export function useLeaveGuard(active: boolean): void {
  useEffect(() => {
    if (!active) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [active]);
}

/** Asks before a page of the console is left, or the tab is closed, if the guard returns a question. */
export function useUnsaved(guard: Guard): void {
  const latest = useRef(guard);
  latest.current = guard;
  useEffect(() => guardUnsaved(leaving => latest.current(leaving)), []);
}
