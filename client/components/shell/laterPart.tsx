import { type ComponentType, lazy, useState } from 'react';

/** Code that comes later. */
export interface LaterModule<M> {
  /** Asks again if it could not be fetched before. */
  fetch(): Promise<M>;
  /** Undefined until it has been fetched. */
  now(): M | undefined;
}

/** A part of the page whose code comes later. */
interface LaterPart<P> {
  /** Fetches the code. What cannot be fetched now is asked for again where it is drawn, and says so there. */
  preload(): void;
  /**
   * What to draw now: the part itself once it was fetched. A `lazy` component would draw its fallback even then, and React leaves
   * a fallback where it is for 300 ms.
   */
  now(): ComponentType<P>;
}

export function laterModule<M>(importModule: () => Promise<M>): LaterModule<M> {
  let fetched: M | undefined;
  return {
    fetch: async () => {
      fetched = await importModule();
      return fetched;
    },
    now: () => fetched,
  };
}

/** One component of a module; several parts may come from the same one. */
export function laterPart<M, P extends object>(
  module: LaterModule<M>,
  pick: (module: M) => ComponentType<P>,
): LaterPart<P> {
  const later = lazy(async () => ({ default: pick(await module.fetch()) }));
  return {
    preload: () => void module.fetch().catch(() => undefined),
    now: () => {
      const fetched = module.now();
      return fetched ? pick(fetched) : later;
    },
  };
}

interface PreloadedProps<P> {
  part: LaterPart<P>;
  props: P;
}

/** Draws a part whose code comes later: at once where it has been fetched, else as a `lazy` component of React’s. Give each part a `key`. */
export function Preloaded<P extends object>({ part, props }: PreloadedProps<P>) {
  // Chosen once, so that code that arrives meanwhile is not taken for another component and drawn anew.
  const [Part] = useState<ComponentType<P>>(() => part.now());
  return <Part {...props} />;
}
