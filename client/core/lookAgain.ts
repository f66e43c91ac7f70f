import { backoffMs } from './backoff.ts';
import { Disposables } from './disposables.ts';

const FIRST_RETRY_MS = 1_000;
const MAX_RETRY_MS = 15_000;
/** How much longer each time that nothing has changed. */
const SLOWER = 1.5;

/** Where a page is; for tests, which have none. */
export interface PageAround {
  window: EventTarget;
  document: EventTarget & { readonly visibilityState: string };
}

interface LookAgainOptions {
  look: () => void;
  /** The network is back, or the page is seen again. */
  onBack: () => void;
  page: PageAround;
}

/**
 * When a page looks at the server again: soon while something changes, later each time that nothing has, and after a failure that may pass.
 * A page out of sight looks once it is seen again. Lives until `close()`.
 */
export class LookAgain {
  readonly #options: LookAgainOptions;
  readonly #disposables = new Disposables();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #quiet = 0;

  constructor(options: LookAgainOptions) {
    this.#options = options;
    const { onBack, page } = options;
    this.#disposables.add(() => this.cancel());
    this.#disposables.listen(page.window, 'online', onBack);
    this.#disposables.listen(page.document, 'visibilitychange', () => {
      if (page.document.visibilityState === 'visible') onBack();
    });
  }

  /** It looks now. */
  cancel(): void {
    clearTimeout(this.#timer);
  }

  /** Something may have changed. */
  expectChange(): void {
    this.#quiet = 0;
  }

  /** It has looked: the same as before, or not. */
  found(same: boolean): void {
    this.#failures = 0;
    this.#quiet = same ? this.#quiet + 1 : 0;
  }

  /** In milliseconds. */
  soon({ first, max }: { first: number; max: number }): void {
    this.#in(Math.min(max, first * SLOWER ** this.#quiet));
  }

  afterFailure(): void {
    this.#in(backoffMs(this.#failures++, FIRST_RETRY_MS, MAX_RETRY_MS));
  }

  /** Safe to call twice. */
  close(): void {
    this.#disposables.dispose();
  }

  #in(ms: number): void {
    const { look, page } = this.#options;
    this.cancel();
    this.#timer = setTimeout(() => {
      if (page.document.visibilityState === 'visible') look();
    }, ms);
  }
}
