import { SafeStorage } from '../../client/core/safeStorage.ts';

/** A `Storage` in memory. */
export class MemoryStorage implements Storage {
  readonly #items = new Map<string, string>();
  /** Rejects writes. */
  full = false;
  /** The storage as the product uses it. */
  readonly safe = new SafeStorage(() => this);

  get length(): number {
    return this.#items.size;
  }

  key(index: number): string | null {
    return [...this.#items.keys()][index] ?? null;
  }

  getItem(key: string): string | null {
    return this.#items.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    if (this.full) throw new DOMException('There is no room left.', 'QuotaExceededError');
    this.#items.set(key, value);
  }

  removeItem(key: string): void {
    this.#items.delete(key);
  }

  clear(): void {
    this.#items.clear();
  }
}
