import type { AppError, ErrorCode } from '../../../shared/errors.ts';
import type { PracticePlace } from '../../../shared/protocol/practiceRoutes.ts';
import { backoffMs } from '../backoff.ts';
import { Disposables } from '../disposables.ts';
import { asAppError } from '../replies.ts';
import { Store } from '../store.ts';

/** `failed`: the latest poll failed and will be retried. `gone`: the private page has no such attempt. */
type PollStatus =
  | PracticePlace
  | { state: 'loading' }
  | { state: 'failed'; error: AppError }
  | { state: 'gone'; error: AppError };

const TICK_MS = 1_000;
/** Attempts wait in a queue on the server, which drops them after 30 seconds without a poll. */
const POLL_MS = { waiting: 4_000, preparing: 1_000 };
const FIRST_RETRY_MS = 1_000;
const MAX_RETRY_MS = 8_000;
const GONE: ReadonlySet<ErrorCode> = new Set(['link-invalid', 'not-found']);

/** Polls to keep an attempt's place in the server's queue. Stops as soon as the recruiter can speak. */
export class AttemptPoller {
  readonly status: Store<PollStatus>;
  /** True when the latest poll failed, so that the response to an earlier poll is shown. */
  readonly cutOff = new Store(false);
  readonly #poll: (link: string | undefined) => Promise<PracticePlace>;
  readonly #time: SteadyTime;
  readonly #disposables = new Disposables();
  #dueAt: number | undefined;
  #polling = false;
  #failures = 0;

  /** `first` is the server's reply to the request that started the attempt. `poll` gets the current link. */
  constructor(
    poll: (link: string | undefined) => Promise<PracticePlace>,
    first?: PracticePlace,
    page: { time?: SteadyTime; window?: EventTarget } = {},
  ) {
    this.#poll = poll;
    this.#time = page.time ?? steadyTime;
    // The reply to a start has no link while lines are rendered, so the first poll requests it.
    const known = first?.state === 'preparing' ? undefined : first;
    this.status = new Store<PollStatus>(known ?? { state: 'loading' });
    this.#disposables.add(this.#time.every(TICK_MS, () => this.#tick()));
    this.#disposables.listen(page.window ?? window, 'online', () => {
      if (this.#dueAt !== undefined) void this.#pollNow();
    });
    if (known) this.#plan(known);
    else void this.#pollNow();
  }

  again(): void {
    this.status.set({ state: 'loading' });
    void this.#pollNow();
  }

  close(): void {
    this.#disposables.dispose();
  }

  #tick(): void {
    if (this.#dueAt !== undefined && this.#time.now() >= this.#dueAt) void this.#pollNow();
  }

  async #pollNow(): Promise<void> {
    if (this.#polling || this.#disposables.disposed) return;
    this.#polling = true;
    this.#dueAt = undefined;
    try {
      const before = this.status.get();
      const answer = await this.#poll(before.state === 'ready' ? before.link : undefined);
      if (this.#disposables.disposed) return;
      this.#failures = 0;
      this.cutOff.set(false);
      this.status.set(answer);
      this.#plan(answer);
    } catch (thrown) {
      if (!this.#disposables.disposed) this.#failed(asAppError(thrown));
    } finally {
      this.#polling = false;
    }
  }

  #plan(answer: PracticePlace): void {
    if (answer.state === 'waiting') this.#dueAt = this.#time.now() + POLL_MS.waiting;
    if (isPreparing(answer)) this.#dueAt = this.#time.now() + POLL_MS.preparing;
  }

  #failed(error: AppError): void {
    if (GONE.has(error.code)) {
      this.status.set({ state: 'gone', error });
      return;
    }
    // The last response stays visible, because a failed poll doesn't lose the place in the queue.
    const status = this.status.get();
    if (status.state === 'waiting' || isPreparing(status)) this.cutOff.set(true);
    else this.status.set({ state: 'failed', error });
    this.#dueAt = this.#time.now() + backoffMs(this.#failures++, FIRST_RETRY_MS, MAX_RETRY_MS);
  }
}

function isPreparing(status: PollStatus): boolean {
  return status.state === 'ready' && status.preparing !== undefined;
}

/** The clock and timer of the poller, which tests can replace. */
interface SteadyTime {
  /** Milliseconds since an arbitrary start. */
  now(): number;
  every(intervalMs: number, step: () => void): () => void;
}

/** Runs its timer in a worker, because browsers slow down timers of hidden pages to once a minute. */
const steadyTime: SteadyTime = {
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
