import { type ComponentType, lazy } from 'react';

/** A part of the page whose code comes later. */
export interface LaterPart<P> {
  /** Fetches the code. What cannot be fetched now is asked for again where it is drawn, and says so there. */
  preload(): void;
  /** What to draw now: the part itself once it was fetched, so that there is no frame of fallback. */
  now(): ComponentType<P>;
}

export function laterPart<P extends object>(fetchPart: () => Promise<ComponentType<P>>): LaterPart<P> {
  let fetched: ComponentType<P> | undefined;
  const fetchOnce = async () => {
    fetched = await fetchPart();
    return { default: fetched };
  };
  const later = lazy(fetchOnce);
  return {
    preload: () => void fetchOnce().catch(() => undefined),
    now: () => fetched ?? later,
  };
}
