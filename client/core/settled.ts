import { Store } from './store.ts';

/** Copies a value from a store once the value has stayed the same for `restMs`. */
export class Settled<T> {
  readonly value: Store<T>;
  readonly #unsubscribe: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(store: Pick<Store<unknown>, 'subscribe'>, read: () => T, restMs: number) {
    this.value = new Store(read());
    let last = this.value.get();
    this.#unsubscribe = store.subscribe(() => {
      if (Object.is(read(), last)) return;
      last = read();
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.value.set(last), restMs);
    });
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#unsubscribe();
  }
}
