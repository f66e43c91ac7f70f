import { type ComponentType, lazy, useState } from 'react';

/** A dynamic import. After the module has loaded, it is available synchronously. */
export interface LaterModule<M> {
  /** Imports the module. Tries again if an earlier import failed. */
  fetch(): Promise<M>;
  now(): M | undefined;
}

interface LaterPart<P> {
  /** Starts the import. If it fails, rendering the part imports again and reports the error. */
  preload(): void;
  /** Returns the component. Avoids `lazy` after loading, because `lazy` always shows its fallback first. */
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

/** Makes a `LaterPart` from the import of a single component. */
export function laterComponent<P extends object>(fetchPart: () => Promise<ComponentType<P>>): LaterPart<P> {
  return laterPart(laterModule(fetchPart), component => component);
}

type PreloadedProps<P> = { part: LaterPart<P>; props: P };

/** Renders a `LaterPart`. Needs a different `key` for each part. */
export function Preloaded<P extends object>({ part, props }: PreloadedProps<P>) {
  // Chosen on the first render only, because changing the component later would remount it.
  const [Part] = useState<ComponentType<P>>(() => part.now());
  return <Part {...props} />;
}
