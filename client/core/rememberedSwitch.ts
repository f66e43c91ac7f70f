import { localData } from './safeStorage.ts';
import { Store } from './store.ts';

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
