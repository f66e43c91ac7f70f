import { asAppError } from '../replies.ts';
import { Store } from '../store.ts';

/** Work renews a claim at most this often, in milliseconds; and so soon again where that failed. */
const EVERY_MS = 60_000;
const AGAIN_MS = 10_000;

interface ClaimRenewalOptions {
  /** When the claim ends without work, by the server's clock. */
  expiresAt: number;
  /** The server's clock. */
  now: () => number;
  /** Resolves with the new end. */
  renew: () => Promise<number>;
  /** The server does not know this claim any more. */
  onEnded: () => void;
}

/** Keeps a claim for as long as its owner is at work. Nothing is asked while no one works; lives until `close()`. */
export class ClaimRenewal {
  readonly expiresAt: Store<number>;
  readonly #options: ClaimRenewalOptions;
  #notBefore: number;
  #asking = false;
  #closed = false;

  constructor(options: ClaimRenewalOptions) {
    this.#options = options;
    this.expiresAt = new Store(options.expiresAt);
    this.#notBefore = options.now() + EVERY_MS;
  }

  /** A key, a press, or a moment of the recording that was watched. */
  work(): void {
    if (this.#closed || this.#asking || this.#options.now() < this.#notBefore) return;
    this.#asking = true;
    void this.#renew().finally(() => {
      this.#asking = false;
    });
  }

  /** Safe to call twice. */
  close(): void {
    this.#closed = true;
  }

  async #renew(): Promise<void> {
    const { now, onEnded, renew } = this.#options;
    try {
      const expiresAt = await renew();
      this.#notBefore = now() + EVERY_MS;
      if (!this.#closed) this.expiresAt.set(expiresAt);
    } catch (thrown) {
      const { code } = asAppError(thrown);
      this.#notBefore = now() + AGAIN_MS;
      if (!this.#closed && (code === 'conflict' || code === 'not-found')) onEnded();
    }
  }
}
