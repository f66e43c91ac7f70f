import { z } from 'zod';

const DATABASE = 'vivavoce-rubric';
const TABLE = 'drafts';
/** Longer than any scoring. Older rows belong to interviews that are over. */
const KEPT_MS = 30 * 24 * 60 * 60 * 1_000;

const Row = z.object({
  /** Interview and seat. */
  scope: z.string(),
  /** The page that wrote the row, and the only one that sends it. */
  owner: z.string(),
  key: z.string(),
  writtenAt: z.number(),
  value: z.unknown(),
});
type Row = z.infer<typeof Row>;

/**
 * Drafts in IndexedDB, one row per item and page. A row changes pages in one transaction, so that only one page has
 * it.
 */
export class DraftDatabase {
  readonly #database: IDBDatabase;
  readonly #scope: string;
  readonly #owner: string;

  /** Rejects when the browser provides no storage. */
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
    // A newer version of the product upgrades the database; this page continues without storage.
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

  /** Moves a row of another page to this one. Undefined when the row no longer exists. */
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
    // In IndexedDB, an array sorts after every string, so this covers all owners and keys.
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

/** Resolves on commit: a successful request can still be rolled back, for example when the disk is full. */
function committed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
}
