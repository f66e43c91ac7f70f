/** A browser without the idle callback (Safari) waits this long instead. */
const GUESS_MS = 1_000;
const LATEST_MS = 3_000;

/** Runs `task` when the page has nothing better to do. Returns the function that calls it off. */
export function whenIdle(task: () => void): () => void {
  if (typeof window.requestIdleCallback !== 'function') {
    const timer = window.setTimeout(task, GUESS_MS);
    return () => window.clearTimeout(timer);
  }
  const handle = window.requestIdleCallback(task, { timeout: LATEST_MS });
  return () => window.cancelIdleCallback(handle);
}
