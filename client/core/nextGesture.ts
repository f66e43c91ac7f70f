const GESTURES = ['pointerup', 'keydown', 'touchend'] as const;

/** Calls `action` with the next press of a pointer or key, which browsers require before they play. Returns a function that cancels it. */
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
