import type { AppError, ErrorCode } from '../../../shared/errors.ts';
import type { PracticePlace } from '../../../shared/protocol/practiceRoutes.ts';
import { backoffMs } from '../backoff.ts';
import { Disposables } from '../disposables.ts';
import { asAppError } from '../replies.ts';
import { Store } from '../store.ts';

/**
 * Where an attempt stands for this page: what the server says, and besides
 *
 * - `asking`: it was not heard of yet;
 * - `failed`: it could not be asked for, and is asked for again;
 * - `gone`: there is no such attempt on this private page (any more).
 */
export type PlaceStage =
  | PracticePlace
  | { state: 'asking' }
  | { state: 'failed'; error: AppError }
  | { state: 'gone'; error: AppError };

const TICK_MS = 1_000;
/** How soon something may have changed. A place in the queue is lost by who has not asked for half a minute. */
const ASK_AGAIN_MS = { waiting: 4_000, preparing: 1_000 };
const FIRST_RETRY_MS = 1_000;
const MAX_RETRY_MS = 8_000;
const GONE: ReadonlySet<ErrorCode> = new Set(['link-invalid', 'not-found']);

/**
 * Keeps an attempt's place in the queue by asking for it until it is ready, and no longer: a later answer that says `ready` may give out another
 * link and revoke the one before. Lives until `close()`.
 */
export class AttemptPlace {
  readonly stage: Store<PlaceStage>;
  /** Whether the last question went unanswered while the page shows what it knew before. */
  readonly cutOff = new Store(false);
  readonly #ask: () => Promise<PracticePlace>;
  readonly #time: SteadyTime;
  readonly #disposables = new Disposables();
  #dueAt: number | undefined;
  #asking = false;
  #failures = 0;

  /** `first`: what was answered already, as by the start. */
  constructor(
    ask: () => Promise<PracticePlace>,
    first?: PracticePlace,
    page: { time?: SteadyTime; window?: EventTarget } = {},
  ) {
    this.#ask = ask;
    this.#time = page.time ?? steadyTime;
    this.stage = new Store<PlaceStage>(first ?? { state: 'asking' });
    this.#disposables.add(this.#time.every(TICK_MS, () => this.#tick()));
    this.#disposables.listen(page.window ?? window, 'online', () => {
      if (this.#dueAt !== undefined) void this.#askNow();
    });
    if (first) this.#plan(first);
    else void this.#askNow();
  }

  /** Asks once more, for another link or after what was final. */
  again(): void {
    this.stage.set({ state: 'asking' });
    void this.#askNow();
  }

  /** Safe to call twice. */
  close(): void {
    this.#disposables.dispose();
  }

  #tick(): void {
    if (this.#dueAt !== undefined && this.#time.now() >= this.#dueAt) void this.#askNow();
  }

  async #askNow(): Promise<void> {
    if (this.#asking || this.#disposables.disposed) return;
    this.#asking = true;
    this.#dueAt = undefined;
    try {
      const place = await this.#ask();
      if (this.#disposables.disposed) return;
      this.#failures = 0;
      this.cutOff.set(false);
      this.stage.set(place);
      this.#plan(place);
    } catch (thrown) {
      if (!this.#disposables.disposed) this.#failed(asAppError(thrown));
    } finally {
      this.#asking = false;
    }
  }

  #plan(place: PracticePlace): void {
    if (place.state === 'waiting' || place.state === 'preparing')
      this.#dueAt = this.#time.now() + ASK_AGAIN_MS[place.state];
  }

  #failed(error: AppError): void {
    if (GONE.has(error.code)) {
      this.stage.set({ state: 'gone', error });
      return;
    }
    // What was known stays in sight: the place is not lost by a question that got lost.
    const { state } = this.stage.get();
    if (state === 'waiting' || state === 'preparing') this.cutOff.set(true);
    else this.stage.set({ state: 'failed', error });
    this.#dueAt = this.#time.now() + backoffMs(this.#failures++, FIRST_RETRY_MS, MAX_RETRY_MS);
  }
}

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
