import { Store } from './store.ts';

/** A browser's storage that never throws. It may be full, or its site's data blocked: then even naming it throws. */
export class SafeStorage {
  readonly #find: () => Storage;

  constructor(find: () => Storage) {
    this.#find = find;
  }

  read(key: string): string | undefined {
    return this.#attempt(storage => storage.getItem(key)) ?? undefined;
  }

  /** Returns whether the browser took it. */
  write(key: string, value: string): boolean {
    return this.#does(storage => storage.setItem(key, value));
  }

  /** Returns whether it is gone. */
  remove(key: string): boolean {
    return this.#does(storage => storage.removeItem(key));
  }

  keys(prefix: string): string[] {
    const keys = this.#attempt(storage =>
      Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? ''),
    );
    return (keys ?? []).filter(key => key.startsWith(prefix));
  }

  #does(action: (storage: Storage) => void): boolean {
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
      // What cannot be kept holds for as long as the page.
      return undefined;
    }
  }
}

/** Of this browser. */
export const localData = new SafeStorage(() => window.localStorage);
/** Of this tab. */
export const tabData = new SafeStorage(() => window.sessionStorage);

/** Something that is on or off, as this person set it last in this browser. */
export function rememberedSwitch(key: string, initial: boolean): Store<boolean> {
  const store = new Store(stored(key) ?? initial);
  store.subscribe(() => void localData.write(key, String(store.get())));
  return store;
}

function stored(key: string): boolean | undefined {
  const value = localData.read(key);
  return value === undefined ? undefined : value === 'true';
}
