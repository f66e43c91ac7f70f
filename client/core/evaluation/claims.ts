import { AppError } from '../../../shared/errors.ts';
import type { QueueItem } from '../../../shared/protocol/evaluationRoutes.ts';
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

/**
 * Why a page cannot rate any more.
 *
 * - `expired`: no one worked on it for too long; - `handedBack`: by its owner, elsewhere; - `takenBack`: a lead gave the place to someone else;
 * - `elsewhere`: the claim holds, on another page; - `closed`: there is nothing to rate any more; - `gone`: it was deleted;
 * - `unreachable`: the server could not be asked.
 */
export type ClaimEnd =
  | 'expired'
  | 'handedBack'
  | 'takenBack'
  | 'elsewhere'
  | 'closed'
  | 'gone'
  | 'unreachable';

/** From what the server says of it afterwards. */
export function claimEnd(
  read: { item: Pick<QueueItem, 'own' | 'ended' | 'stage'> } | { error: unknown },
): ClaimEnd {
  if ('error' in read)
    return read.error instanceof AppError && read.error.code === 'not-found' ? 'gone' : 'unreachable';
  const { ended, own, stage } = read.item;
  if (own === 'held' || own === 'locked') return 'elsewhere';
  if (stage === 'closed') return 'closed';
  if (ended === 'taken-back') return 'takenBack';
  return ended === 'handed-back' ? 'handedBack' : 'expired';
}
