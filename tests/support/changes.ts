import { withDeadline } from './deadline.ts';

interface Patience {
  milliseconds: number;
  /** Message of the timeout error. */
  complaint: () => string;
}

/** Lets tests wait for a state that changes by events: each wait checks the state immediately and after each `tell`. */
export class Changes {
  readonly #looks = new Set<() => void>();

  /** Makes every wait check again. */
  tell(): void {
    for (const look of [...this.#looks]) look();
  }

  /** Resolves with the result of `look` as soon as it is neither undefined nor false. Rejects with what it throws. */
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
