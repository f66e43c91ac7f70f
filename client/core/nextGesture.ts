const GESTURES = ['pointerup', 'keydown', 'touchend'] as const;

/**
 * Calls back with the person's next press of a button, key or screen, which is what browsers wait for before they play. Returns a function
 * that ends this.
 */
export function onNextGesture(action: () => void): () => void {
  const done = new AbortController();
  const act = () => {
    done.abort();
    action();
  };
  for (const gesture of GESTURES)
    window.addEventListener(gesture, act, { capture: true, signal: done.signal });
  return () => done.abort();
}
