import { z } from 'zod';

const DATABASE = 'vivavoce-rubric';
const TABLE = 'drafts';
/** Longer than any scoring goes on; what is older belongs to interviews that are over. */
const KEPT_MS = 30 * 24 * 60 * 60 * 1_000;

const Row = z.object({
  /** Whose scorecard: interview and seat. */
  scope: z.string(),
  /** The page that wrote it and alone may send it. */
  owner: z.string(),
  key: z.string(),
  writtenAt: z.number(),
  value: z.unknown(),
});
type Row = z.infer<typeof Row>;

/**
 * The unsent work of one rater on this device, in IndexedDB: rows of the page that wrote them. A row moves to another page in
 * one transaction, so that no two pages ever hold it.
 */
export class DraftDatabase {
  readonly #database: IDBDatabase;
  readonly #scope: string;
  readonly #owner: string;

  /** Rejects where the browser gives no storage. */
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
    // A newer page wants another shape of the database; this one goes on without storage.
    database.onversionchange = () => database.close();
  }

  async put(key: string, value: unknown): Promise<void> {
    await this.#write(table => table.put(this.#row(key, value)));
  }

  async delete(key: string): Promise<void> {
    await this.#write(table => table.delete([this.#scope, this.#owner, key]));
  }

  /** The other pages that have rows, whether they still live or not. */
  async otherOwners(): Promise<string[]> {
    const owners = (await this.#rows(this.#table('readonly'))).map(({ owner }) => owner);
    return [...new Set(owners)].filter(owner => owner !== this.#owner);
  }

  async keysOf(owner: string): Promise<string[]> {
    return (await this.#rows(this.#table('readonly')))
      .filter(row => row.owner === owner)
      .map(({ key }) => key);
  }

  /** Moves a row of another page to this one. Undefined if it is gone. */
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

  /** Deletes the rows of every page. */
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
    // Within a key an array comes after every string: all owners, all keys.
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

/** A request that succeeded may still be undone: a full disk shows only when the whole is written. */
function committed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
}
