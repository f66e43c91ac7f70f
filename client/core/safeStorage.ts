import { Store } from './store.ts';

/** Browser storage that never throws. If site data is blocked, even reading `window.localStorage` throws. */
export class SafeStorage {
  readonly #find: () => Storage;

  constructor(find: () => Storage) {
    this.#find = find;
  }

  read(key: string): string | undefined {
    return this.#attempt(storage => storage.getItem(key)) ?? undefined;
  }

  write(key: string, value: string): boolean {
    return this.#succeeds(storage => storage.setItem(key, value));
  }

  remove(key: string): boolean {
    return this.#succeeds(storage => storage.removeItem(key));
  }

  keys(prefix: string): string[] {
    const keys = this.#attempt(storage =>
      Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? ''),
    );
    return (keys ?? []).filter(key => key.startsWith(prefix));
  }

  #succeeds(action: (storage: Storage) => void): boolean {
    const done = this.#attempt(storage => {
      action(storage);
      return true;
    });
    return done ?? false;
  }

  #attempt<T>(action: (storage: Storage) => T): T | undefined {
    try {
      return action(this.#find());
    } catch {
      return undefined;
    }
  }
}

/** Storage that all tabs of this browser share. */
export const localData = new SafeStorage(() => window.localStorage);
export const tabData = new SafeStorage(() => window.sessionStorage);

export function rememberedSwitch(key: string, initial: boolean): Store<boolean> {
  const store = new Store(stored(key) ?? initial);
  store.subscribe(() => void localData.write(key, String(store.get())));
  return store;
}

function stored(key: string): boolean | undefined {
  const value = localData.read(key);
  return value === undefined ? undefined : value === 'true';
}
