import { z } from 'zod';
import { Disposables } from '../disposables.ts';

const Hello = z.object({ page: z.string(), answer: z.boolean() });

interface PageLifeOptions {
  scope: string;
  page: string;
  /** Another page of this rater in this browser has ended, in whatever way. Called while no one else is told of it. */
  onEnded: (page: string) => Promise<void>;
}

/**
 * Lets the pages of one rater in one browser know of each other's end. Each holds a lock of its own for as long as it lives;
 * the browser lets go of it when the page is closed, reloaded or has crashed. A page that gets another page's lock knows that it
 * is gone, and has the lock to itself while it takes over what was left.
 *
 * Where a browser has no locks, every other page counts as ended: two pages may then send the same row, which the
 * server still applies once, because the row carries its command id.
 */
export class PageLife {
  readonly #options: PageLifeOptions;
  readonly #disposables = new Disposables();
  readonly #watched = new Set<string>();
  readonly #abort = new AbortController();

  constructor(options: PageLifeOptions) {
    this.#options = options;
    this.#disposables.add(() => this.#abort.abort());
  }

  /** From here on others see that this page lives. Rejects where the browser gives no locks to this page. */
  async begin(): Promise<void> {
    await this.#hold();
    if (!('BroadcastChannel' in globalThis) || this.#disposables.disposed) return;
    const channel = new BroadcastChannel(`vivavoce.rubric.${this.#options.scope}`);
    const hello = (answer: boolean) => channel.postMessage({ page: this.#options.page, answer });
    this.#disposables.add(() => channel.close());
    channel.onmessage = event => {
      const { data } = Hello.safeParse(event.data);
      if (!data) return;
      if (!data.answer) hello(true);
      void this.watch(data.page);
    };
    hello(false);
  }

  /** Waits for the end of a page. Resolves once it is clear whether that has come already, and was told if so. */
  async watch(page: string): Promise<void> {
    if (page === this.#options.page || this.#watched.has(page)) return;
    this.#watched.add(page);
    const takeOver = () => this.#options.onEnded(page);
    if (!navigator.locks) {
      await takeOver();
      return;
    }
    const ended = await navigator.locks.request(nameOf(page), { ifAvailable: true }, async lock => {
      if (lock) await takeOver();
      return lock !== null;
    });
    const { signal } = this.#abort;
    // Rejected only when this page ends first.
    if (!ended) navigator.locks.request(nameOf(page), { signal }, takeOver).catch(() => undefined);
  }

  /** Others may take over from here on. Safe to call twice. */
  close(): void {
    this.#disposables.dispose();
  }

  #hold(): Promise<void> {
    if (!navigator.locks) return Promise.resolve();
    return new Promise((held, refused) => {
      const holding = () =>
        new Promise<void>(release => {
          this.#disposables.add(release);
          held();
        });
      navigator.locks.request(nameOf(this.#options.page), holding).catch(refused);
    });
  }
}

function nameOf(page: string): string {
  return `vivavoce.rubric.page.${page}`;
}
