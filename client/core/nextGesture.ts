const GESTURES = ['pointerup', 'keydown', 'touchend'] as const;

/** Runs `action` at the next press, because browsers require it for sound. Returns a cancel function. */
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
