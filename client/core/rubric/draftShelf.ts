import { Store } from '../store.ts';
import { DraftStore } from './draftStore.ts';
import { PageLife } from './pageLife.ts';

/** Some browsers answer neither yes nor no; what is written is not kept from the server for longer than this. */
const OPENING_LIMIT_MS = 5_000;

interface DraftShelfOptions {
  scope: string;
  page: string;
  /** Whether this page has something under that key already; what another page left then waits until it is free. */
  holds: (key: string) => boolean;
  /** Something that an ended page left is this page's now. */
  onTaken: (key: string, value: unknown) => void;
}

/**
 * Keeps what is unsent through reloads and crashes. Writes go out at once and in order. Every row belongs to the page that
 * wrote it; when that page has ended, another page of the same rater in the same browser takes the row over.
 */
export class DraftShelf {
  /** False as soon as the browser has refused to keep something. */
  readonly durable = new Store(true);
  /** Whether everything that ended pages have left is here by now. */
  readonly complete = new Store(false);
  readonly #options: DraftShelfOptions;
  readonly #life: PageLife;
  /** By key, the ended page that also has a row of it. */
  readonly #waiting = new Map<string, string>();
  readonly #opened: Promise<DraftStore | undefined>;
  #limit: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(options: DraftShelfOptions) {
    const { scope, page } = options;
    this.#options = options;
    this.#life = new PageLife({ scope, page, onEnded: owner => this.#takeOver(owner) });
    this.#opened = Promise.race([this.#open(), this.#tooLate()]);
    void this.#lookForLeftovers();
  }

  /** Resolves when it is kept, or cannot be. */
  put(key: string, value: unknown): Promise<void> {
    return this.#write(store => store.put(key, value));
  }

  async delete(key: string): Promise<void> {
    await this.#write(store => store.delete(key));
    await this.#takeWaiting(key);
  }

  /** Of every page. */
  clear(): void {
    this.#waiting.clear();
    void this.#write(store => store.clear());
  }

  /** Leaves what is kept to others. Safe to call twice. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#limit);
    this.#life.close();
    void this.#opened.then(store => store?.close());
  }

  async #open(): Promise<DraftStore | undefined> {
    try {
      const store = await DraftStore.open(this.#options.scope, this.#options.page);
      // Before anything is written: a row whose page holds no lock is there for the taking.
      await this.#life.begin();
      return store;
    } catch {
      this.durable.set(false);
      return undefined;
    } finally {
      clearTimeout(this.#limit);
    }
  }

  #tooLate(): Promise<undefined> {
    return new Promise(resolve => {
      this.#limit = setTimeout(() => {
        this.durable.set(false);
        resolve(undefined);
      }, OPENING_LIMIT_MS);
    });
  }

  async #lookForLeftovers(): Promise<void> {
    const store = await this.#opened;
    try {
      for (const owner of (await store?.otherOwners()) ?? []) await this.#life.watch(owner);
    } catch {
      this.durable.set(false);
    }
    this.complete.set(true);
  }

  async #write(write: (store: DraftStore) => Promise<void>): Promise<void> {
    const store = await this.#opened;
    if (!store || this.#closed) return;
    try {
      await write(store);
    } catch {
      if (!this.#closed) this.durable.set(false);
    }
  }

  async #takeOver(owner: string): Promise<void> {
    const store = await this.#opened;
    if (!store || this.#closed) return;
    try {
      for (const key of await store.keysOf(owner)) {
        if (this.#options.holds(key)) this.#waiting.set(key, owner);
        else await this.#take(store, owner, key);
      }
    } catch {
      // It stays where it is, for the next page.
    }
  }

  async #takeWaiting(key: string): Promise<void> {
    const owner = this.#waiting.get(key);
    const store = await this.#opened;
    if (!owner || !store || this.#closed || this.#options.holds(key)) return;
    this.#waiting.delete(key);
    await this.#take(store, owner, key).catch(() => undefined);
  }

  async #take(store: DraftStore, owner: string, key: string): Promise<void> {
    const value = await store.take(owner, key);
    if (value !== undefined && !this.#closed) this.#options.onTaken(key, value);
  }
}
