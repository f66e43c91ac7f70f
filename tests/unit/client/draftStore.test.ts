import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DraftDatabase } from '../../../client/core/rubric/draftStorage.ts';

/** A fake IndexedDB for drafts: requests succeed, and the test decides how each transaction ends. */
class FakeDatabase {
  readonly rows = new Map<string, unknown>();
  /** Reason why transactions are aborted although their requests succeeded. */
  full: DOMException | undefined;

  open(): object {
    return this.#request({ transaction: () => this.#transaction(), close: () => undefined });
  }

  #transaction(): object {
    const written = new Map(this.rows);
    const { full } = this;
    const transaction = {
      error: full ?? null,
      oncomplete: () => {},
      onabort: () => {},
      objectStore: () => ({
        transaction,
        getAll: () => this.#request([...this.rows.values()]),
        get: (key: unknown[]) => this.#request(this.rows.get(`${key}`)),
        put: (row: { scope: string; owner: string; key: string }) =>
          this.#request(written.set(`${[row.scope, row.owner, row.key]}`, row)),
        delete: (key: unknown[]) => this.#request(void written.delete(`${key}`)),
      }),
    };
    setTimeout(() => {
      if (full) return transaction.onabort();
      this.rows.clear();
      for (const [key, row] of written) this.rows.set(key, row);
      transaction.oncomplete();
    }, 5);
    return transaction;
  }

  #request(result: unknown): object {
    const request = { result, onsuccess: () => {}, onerror: () => {} };
    queueMicrotask(() => request.onsuccess());
    return request;
  }
}

let database: FakeDatabase;
beforeEach(() => {
  database = new FakeDatabase();
  vi.stubGlobal('indexedDB', database);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

it('a draft is saved once its transaction is committed, and not before', async () => {
  const store = await DraftDatabase.open('interview', 'page');
  await store.put('rating', 4);
  expect([...database.rows.keys()]).toEqual(['interview,page,rating']);
  await store.delete('rating');
  expect(database.rows.size).toBe(0);
});

it('a full disk at commit is reported as a failure', async () => {
  const store = await DraftDatabase.open('interview', 'page');
  database.full = new DOMException('', 'QuotaExceededError');
  await expect(store.put('rating', 4)).rejects.toMatchObject({ name: 'QuotaExceededError' });
  await expect(store.delete('rating')).rejects.toMatchObject({ name: 'QuotaExceededError' });
});

it('a row of another page that could not be moved stays there and is not returned', async () => {
  const before = await DraftDatabase.open('interview', 'page before');
  await before.put('rating', 4);
  const store = await DraftDatabase.open('interview', 'page');
  database.full = new DOMException('', 'QuotaExceededError');
  await expect(store.take('page before', 'rating')).rejects.toMatchObject({ name: 'QuotaExceededError' });
  database.full = undefined;
  expect(await store.take('page before', 'rating')).toBe(4);
  expect([...database.rows.keys()]).toEqual(['interview,page,rating']);
});
