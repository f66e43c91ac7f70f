interface PollerOptions {
  task: () => Promise<void>;
  /** Milliseconds between two runs. Without it, the task runs only on request. */
  intervalMs?: number | undefined;
  /** Set to false to wait one interval before the first run. */
  runsAtStart?: boolean;
  /** Receives the error of each failed run. The next run tries again. */
  onError: (error: unknown) => void;
}

/** Runs a task at an interval and on request, one run at a time. The task must not wait for `run()`. */
export class Poller {
  readonly #options: PollerOptions;
  readonly #interval: NodeJS.Timeout | undefined;
  #delayed: NodeJS.Timeout | undefined;
  #current: Promise<void> | undefined;
  #next: Promise<void> | undefined;
  #closed = false;

  constructor(options: PollerOptions) {
    const { intervalMs, runsAtStart = true } = options;
    this.#options = options;
    if (intervalMs === undefined) return;
    this.#interval = setInterval(() => {
      if (!this.#current) void this.run();
    }, intervalMs);
    if (runsAtStart) void this.run();
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Waits for a run that starts after this call. Never rejects, even if the run fails. */
  run(): Promise<void> {
    return this.runOrThrow().catch(() => {});
  }

  /** Like `run()`, but rejects if the run fails. `onError` receives the error, too. */
  runOrThrow(): Promise<void> {
    // Runs in a promise callback, so that the constructor of the poller's owner finishes first.
    this.#next ??= Promise.resolve(this.#current).then(() => {
      this.#next = undefined;
      if (this.#closed) return;
      const run = this.#options.task();
      this.#current = run.catch(this.#options.onError).finally(() => {
        this.#current = undefined;
      });
      return run;
    });
    return this.#next;
  }

  /** Requests a run in `ms` milliseconds. Replaces an earlier request that is still waiting. */
  runIn(ms: number): void {
    if (this.#closed) return;
    clearTimeout(this.#delayed);
    this.#delayed = setTimeout(() => void this.run(), ms);
  }

  /** Resolves when the current run is over. Safe to call twice. */
  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#interval);
    clearTimeout(this.#delayed);
    await this.#current;
  }
}
