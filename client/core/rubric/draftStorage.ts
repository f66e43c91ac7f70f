import { z } from 'zod';
import { Disposables } from '../disposables.ts';
import { Store } from '../store.ts';

/** Some browsers never finish opening IndexedDB. After this time, drafts are sent without being stored. */
const OPENING_LIMIT_MS = 5_000;

interface DraftStorageOptions {
  scope: string;
  page: string;
  /** True if this page has its own draft for the key. It doesn't take over an ended page's draft then. */
  holds: (key: string) => boolean;
  onTaken: (key: string, value: unknown) => void;
}

/**
 * Stores drafts across reloads and crashes. Writes are ordered and not delayed. A row belongs to the page
 * that wrote it. When that page ends, another page of the evaluator in the same browser takes it over.
 */
export class DraftStorage {
  /** False after the browser failed to store a draft. */
  readonly durable = new Store(true);
  /** True after the rows of ended pages were taken over. */
  readonly complete = new Store(false);
  readonly #options: DraftStorageOptions;
  readonly #locks: PageLocks;
  /** Keys of rows that can't be taken over yet, each with the ended page that wrote the row. */
  readonly #waiting = new Map<string, string>();
  readonly #opened: Promise<DraftDatabase | undefined>;
  #limit: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(options: DraftStorageOptions) {
    const { scope, page } = options;
    this.#options = options;
    this.#locks = new PageLocks({ scope, page, onEnded: owner => this.#takeOver(owner) });
    this.#opened = Promise.race([this.#open(), this.#tooLate()]);
    void this.#lookForLeftovers();
  }

  /** Resolves when the row is stored or when storing has failed. */
  put(key: string, value: unknown): Promise<void> {
    return this.#write(store => store.put(key, value));
  }

  async delete(key: string): Promise<void> {
    await this.#write(store => store.delete(key));
    await this.#takeWaiting(key);
  }

  clear(): void {
    this.#waiting.clear();
    void this.#write(store => store.clear());
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#limit);
    this.#locks.close();
    void this.#opened.then(store => store?.close());
  }

  async #open(): Promise<DraftDatabase | undefined> {
    try {
      const store = await DraftDatabase.open(this.#options.scope, this.#options.page);
      // Locks before the first write, because other pages take over a page's rows if it holds no lock.
      await this.#locks.acquire();
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
      for (const owner of (await store?.otherOwners()) ?? []) await this.#locks.watch(owner);
    } catch {
      this.durable.set(false);
    }
    this.complete.set(true);
  }

  async #write(write: (store: DraftDatabase) => Promise<void>): Promise<void> {
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
      // Ignores failures, because the next page that opens takes over the rows.
    }
  }

  async #takeWaiting(key: string): Promise<void> {
    const owner = this.#waiting.get(key);
    const store = await this.#opened;
    if (!owner || !store || this.#closed || this.#options.holds(key)) return;
    this.#waiting.delete(key);
    await this.#take(store, owner, key).catch(() => undefined);
  }

  async #take(store: DraftDatabase, owner: string, key: string): Promise<void> {
    const value = await store.take(owner, key);
    if (value !== undefined && !this.#closed) this.#options.onTaken(key, value);
  }
}

const Hello = z.object({ page: z.string(), answer: z.boolean() });

interface PageLocksOptions {
  scope: string;
  page: string;
  /** Called when another page of this evaluator has ended. Only one of the other pages calls it at a time. */
  onEnded: (page: string) => Promise<void>;
}

/**
 * Detects ended pages of one evaluator in one browser. Each page holds a lock, which the browser releases
 * when the page ends. The page that gets that lock takes the rows over. Without the Web Locks API, all other
 * pages count as ended. Two pages may then send the same row, but the server applies each command id once.
 */
class PageLocks {
  readonly #options: PageLocksOptions;
  readonly #disposables = new Disposables();
  readonly #watched = new Set<string>();
  readonly #abort = new AbortController();

  constructor(options: PageLocksOptions) {
    this.#options = options;
    this.#disposables.add(() => this.#abort.abort());
  }

  async acquire(): Promise<void> {
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

  /** Calls `onEnded` once a page has ended. Resolves after the first check, and after any call it causes. */
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
    // Waits for the lock until the other page ends. The request rejects only if this page ends first.
    if (!ended) navigator.locks.request(nameOf(page), { signal }, takeOver).catch(() => undefined);
  }

  close(): void {
    this.#disposables.dispose();
  }

  #hold(): Promise<void> {
    if (!navigator.locks) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const holding = () =>
        new Promise<void>(release => {
          this.#disposables.add(release);
          resolve();
        });
      navigator.locks.request(nameOf(this.#options.page), holding).catch(reject);
    });
  }
}

function nameOf(page: string): string {
  return `vivavoce.rubric.page.${page}`;
}

const DATABASE = 'vivavoce-rubric';
const TABLE = 'drafts';
/** Longer than any scoring period, so older rows belong to interviews that are over. */
const KEPT_MS = 30 * 24 * 60 * 60 * 1_000;

const Row = z.object({
  scope: z.string(),
  /** The page that wrote the row. Only that page sends it. */
  owner: z.string(),
  key: z.string(),
  writtenAt: z.number(),
  value: z.unknown(),
});
type Row = z.infer<typeof Row>;

/** Drafts in IndexedDB, with one row per item and page. A row moves to another page in one transaction. */
export class DraftDatabase {
  readonly #database: IDBDatabase;
  readonly #scope: string;
  readonly #owner: string;

  static async open(scope: string, owner: string): Promise<DraftDatabase> {
    const opening = indexedDB.open(DATABASE, 1);
    opening.onupgradeneeded = () =>
      opening.result.createObjectStore(TABLE, { keyPath: ['scope', 'owner', 'key'] });
    const store = new DraftDatabase(await outcomeOf(opening), scope, owner);
    await store.#forgetOld();
    return store;
  }

  private constructor(database: IDBDatabase, scope: string, owner: string) {
    this.#database = database;
    this.#scope = scope;
    this.#owner = owner;
    // Lets a newer version of the product upgrade the database. This page continues without storage.
    database.onversionchange = () => database.close();
  }

  async put(key: string, value: unknown): Promise<void> {
    await this.#write(table => table.put(this.#row(key, value)));
  }

  async delete(key: string): Promise<void> {
    await this.#write(table => table.delete([this.#scope, this.#owner, key]));
  }

  async otherOwners(): Promise<string[]> {
    const owners = (await this.#rows(this.#table('readonly'))).map(({ owner }) => owner);
    return [...new Set(owners)].filter(owner => owner !== this.#owner);
  }

  async keysOf(owner: string): Promise<string[]> {
    return (await this.#rows(this.#table('readonly')))
      .filter(row => row.owner === owner)
      .map(({ key }) => key);
  }

  /** Moves another page's row to this page and returns its value; undefined if the row no longer exists. */
  async take(owner: string, key: string): Promise<unknown> {
    const table = this.#table('readwrite');
    const found = Row.safeParse(await outcomeOf(table.get([this.#scope, owner, key])));
    if (!found.success) return undefined;
    const moved = committed(table.transaction);
    table.put(this.#row(key, found.data.value));
    table.delete([this.#scope, owner, key]);
    await moved;
    return found.data.value;
  }

  async clear(): Promise<void> {
    await this.#write(table => table.delete(IDBKeyRange.bound([this.#scope], [this.#scope, []])));
  }

  close(): void {
    this.#database.close();
  }

  async #forgetOld(): Promise<void> {
    const table = this.#table('readwrite');
    const rows: unknown[] = await outcomeOf(table.getAll());
    for (const row of rows) {
      const { success, data } = Row.safeParse(row);
      if (success && data.writtenAt < Date.now() - KEPT_MS) table.delete([data.scope, data.owner, data.key]);
    }
  }

  async #rows(table: IDBObjectStore): Promise<Row[]> {
    // In IndexedDB, arrays sort after strings, so this range covers all owners and keys.
    const range = IDBKeyRange.bound([this.#scope], [this.#scope, []]);
    const rows: unknown[] = await outcomeOf(table.getAll(range));
    return rows.flatMap(row => Row.safeParse(row).data ?? []);
  }

  #row(key: string, value: unknown): Row {
    return { scope: this.#scope, owner: this.#owner, key, writtenAt: Date.now(), value };
  }

  async #write(write: (table: IDBObjectStore) => unknown): Promise<void> {
    const table = this.#table('readwrite');
    const done = committed(table.transaction);
    write(table);
    await done;
  }

  #table(mode: IDBTransactionMode): IDBObjectStore {
    return this.#database.transaction(TABLE, mode).objectStore(TABLE);
  }
}

function outcomeOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Resolves on commit, because a successful request can still be rolled back, for example on a full disk. */
function committed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
}
