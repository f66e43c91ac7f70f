import type { AnyMediaEvent, MediaEvent, MediaEventName, MediaPlane } from '../../shared/media/mediaPlane.ts';

const WAIT_MS = 20_000;

type Condition<N extends MediaEventName> = (payload: MediaEvent<N>) => boolean;

/** Everything a media plane has told since this was made. */
export class MediaEvents implements Disposable {
  readonly all: AnyMediaEvent[] = [];
  readonly #looks = new Set<() => void>();
  readonly #unsubscribe: () => void;

  constructor(plane: MediaPlane) {
    this.#unsubscribe = plane.subscribe(event => {
      this.all.push(event);
      for (const look of [...this.#looks]) look();
    });
  }

  /** The first such event from now on, or one that has come already. */
  async waitFor<N extends MediaEventName>(
    name: N,
    fits: Condition<N> = () => true,
    timeoutMs = WAIT_MS,
  ): Promise<MediaEvent<N>> {
    const { promise, resolve, reject } = Promise.withResolvers<MediaEvent<N>>();
    const look = () => {
      const [found] = this.of(name).filter(fits);
      if (found) resolve(found);
    };
    const timer = setTimeout(
      () => reject(new Error(`No such ${name} within ${timeoutMs} ms; there were ${this.#summary()}.`)),
      timeoutMs,
    );
    this.#looks.add(look);
    look();
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      this.#looks.delete(look);
    }
  }

  of<N extends MediaEventName>(name: N): MediaEvent<N>[] {
    return this.all.filter(event => event.name === name).map(event => event.payload as MediaEvent<N>);
  }

  forget(): void {
    this.all.length = 0;
  }

  [Symbol.dispose](): void {
    this.#unsubscribe();
  }

  #summary(): string {
    return [...new Set(this.all.map(({ name }) => name))].join(', ') || 'none';
  }
}
