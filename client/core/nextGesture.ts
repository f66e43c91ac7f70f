const GESTURES = ['pointerup', 'keydown', 'touchend'] as const;

/** Runs `action` at the next press, as browsers play sound only after a press. Returns a cancel function. */
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
