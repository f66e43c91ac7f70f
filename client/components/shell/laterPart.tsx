import { type ComponentType, lazy, useState } from 'react';

/** Dynamic import whose result is available synchronously once it has loaded. */
export interface LaterModule<M> {
  /** Imports again if an earlier attempt failed. */
  fetch(): Promise<M>;
  now(): M | undefined;
}

interface LaterPart<P> {
  /** Starts the import. Rendering the part repeats a failed import and reports the error. */
  preload(): void;
  /** Returns a `lazy` component only if the code hasn't loaded: it would show its fallback for a moment even for loaded code. */
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

/** `LaterPart` of a component with an import of its own. */
export function laterComponent<P extends object>(fetchPart: () => Promise<ComponentType<P>>): LaterPart<P> {
  return laterPart(laterModule(fetchPart), component => component);
}

type PreloadedProps<P> = { part: LaterPart<P>; props: P };

/** Renders a `LaterPart`. Give each part a `key`. */
export function Preloaded<P extends object>({ part, props }: PreloadedProps<P>) {
  // Chosen once: switching to the component when its code arrives would remount it.
  const [Part] = useState<ComponentType<P>>(() => part.now());
  return <Part {...props} />;
}
