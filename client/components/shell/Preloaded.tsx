import { type ComponentType, useState } from 'react';
import type { LaterPart } from './laterPart.ts';

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
