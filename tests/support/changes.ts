import { withDeadline } from './deadline.ts';

interface Patience {
  milliseconds: number;
  /** What to say when the time is over. */
  complaint: () => string;
}

/** Lets tests wait for a state that changes by events: each wait looks once at once, and again whenever it is told of a change. */
export class Changes {
  readonly #looks = new Set<() => void>();

  /** Something may be different now. */
  tell(): void {
    for (const look of [...this.#looks]) look();
  }

  /** Resolves with what `look` finds as soon as that is neither undefined nor false. Rejects with what it throws. */
  async waitFor<T>(look: () => T | undefined | false, patience: Patience): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const lookOnce = () => {
      try {
        const found = look();
        if (found !== undefined && found !== false) resolve(found);
      } catch (error) {
        reject(error);
      }
    };
    this.#looks.add(lookOnce);
    lookOnce();
    try {
      return await withDeadline(promise, patience.milliseconds, patience.complaint);
    } finally {
      this.#looks.delete(lookOnce);
    }
  }
}
