/** The clock and a timer, for tests to take over. */
export interface SteadyTime {
  /** Milliseconds from any zero. */
  now(): number;
  /** Returns the function that ends it. */
  every(intervalMs: number, step: () => void): () => void;
}

/**
 * A timer that keeps its pace in a tab out of sight. Browsers let the timers of such a page run once a minute, which would lose a place in a
 * queue that is kept by asking; those of workers go on.
 */
export const steadyTime: SteadyTime = {
  now: () => performance.now(),
  every: (intervalMs, step) => {
    let stopTimer: (() => void) | undefined;
    const startTimer = () => {
      const timer = setInterval(step, intervalMs);
      stopTimer = () => clearInterval(timer);
    };
    let worker: Worker | undefined;
    try {
      worker = new Worker(new URL('./tickWorker.ts', import.meta.url), { type: 'module' });
    } catch {
      startTimer();
      return () => stopTimer?.();
    }
    worker.addEventListener('message', step);
    worker.addEventListener(
      'error',
      () => {
        worker.terminate();
        startTimer();
      },
      { once: true },
    );
    worker.postMessage(intervalMs);
    return () => {
      worker.terminate();
      stopTimer?.();
    };
  },
};
