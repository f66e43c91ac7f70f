/** Fallback delay for Safari, which has no `requestIdleCallback`. */
const GUESS_MS = 1_000;
const LATEST_MS = 3_000;

export function whenIdle(task: () => void): () => void {
  if (typeof window.requestIdleCallback !== 'function') {
    const timer = window.setTimeout(task, GUESS_MS);
    return () => window.clearTimeout(timer);
  }
  const handle = window.requestIdleCallback(task, { timeout: LATEST_MS });
  return () => window.cancelIdleCallback(handle);
}
