import { Store } from './store.ts';

/** Something that is on or off, as this person set it last in this browser. */
export function rememberedSwitch(key: string, initial: boolean): Store<boolean> {
  const store = new Store(stored(key) ?? initial);
  store.subscribe(() => {
    try {
      localStorage.setItem(key, String(store.get()));
    } catch {
      // A private window may keep nothing; the choice then holds for this page.
    }
  });
  return store;
}

function stored(key: string): boolean | undefined {
  try {
    const value = localStorage.getItem(key);
    return value === null ? undefined : value === 'true';
  } catch {
    return undefined;
  }
}
