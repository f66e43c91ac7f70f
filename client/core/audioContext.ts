import { onNextGesture } from './nextGesture.ts';
import { Store } from './store.ts';

let shared: AudioContext | undefined;

/** False while the browser lets the page neither play nor measure sound, which it does before the person's first gesture. */
export const audioAwake = new Store(true);

/** One audio context for the page: browsers allow few. It may start suspended, and wakes with the person's next gesture. */
export function audioContext(): AudioContext {
  if (shared) return shared;
  const context = new AudioContext({ latencyHint: 'interactive' });
  shared = context;
  const look = () => audioAwake.set(context.state === 'running');
  context.addEventListener('statechange', look);
  look();
  const wakeLater = () =>
    onNextGesture(() => {
      if (context.state === 'running') return;
      // A gesture that the browser does not count leaves it asleep: the next one may do.
      void context.resume().catch(() => undefined);
      wakeLater();
    });
  if (context.state !== 'running') wakeLater();
  return context;
}

/** Longer than any computer with a sound output takes. */
const WAKING_LIMIT_MS = 3_000;

/**
 * To be called from a click or key press, which is what browsers ask for. Resolves with whether sound can be played: where there is no
 * output, Firefox never answers.
 */
export async function wakeAudio(): Promise<boolean> {
  const context = audioContext();
  if (context.state === 'running') return true;
  let limit: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<false>(resolve => {
    limit = setTimeout(() => resolve(false), WAKING_LIMIT_MS);
  });
  const awake = context.resume().then(
    () => true,
    () => false,
  );
  return Promise.race([awake, tooLate]).finally(() => clearTimeout(limit));
}
