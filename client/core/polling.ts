import { backoffMs } from './backoff.ts';
import { Disposables } from './disposables.ts';

const FIRST_RETRY_MS = 1_000;
const MAX_RETRY_MS = 15_000;
/** The delay grows by this factor after each result without changes. */
const SLOWER = 1.5;

/** Event targets of the page. Tests pass substitutes. */
export interface PageAround {
  window: EventTarget;
  document: EventTarget & { readonly visibilityState: string };
}

interface PollingOptions {
  poll: () => void;
  /** Called when the network is back or the page is visible again. */
  onBack: () => void;
  page: PageAround;
}

/** Schedules polls. Slows down while nothing changes or polls fail. Stops while the page is hidden. */
export class Polling {
  readonly #options: PollingOptions;
  readonly #disposables = new Disposables();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #quiet = 0;

  constructor(options: PollingOptions) {
    this.#options = options;
    const { onBack, page } = options;
    this.#disposables.add(() => this.cancel());
    this.#disposables.listen(page.window, 'online', onBack);
    this.#disposables.listen(page.document, 'visibilitychange', () => {
      if (page.document.visibilityState === 'visible') onBack();
    });
  }

  cancel(): void {
    clearTimeout(this.#timer);
  }

  expectChange(): void {
    this.#quiet = 0;
  }

  found(same: boolean): void {
    this.#failures = 0;
    this.#quiet = same ? this.#quiet + 1 : 0;
  }

  soon({ first, max }: { first: number; max: number }): void {
    this.#in(Math.min(max, first * SLOWER ** this.#quiet));
  }

  afterFailure(): void {
    this.#in(backoffMs(this.#failures++, FIRST_RETRY_MS, MAX_RETRY_MS));
  }

  close(): void {
    this.#disposables.dispose();
  }

  #in(ms: number): void {
    const { poll, page } = this.#options;
    this.cancel();
    this.#timer = setTimeout(() => {
      if (page.document.visibilityState === 'visible') poll();
    }, ms);
  }
}
