import { AppError } from '../../../shared/errors.ts';
import type { QueueItem } from '../../../shared/protocol/evaluationRoutes.ts';
import { asAppError } from '../replies.ts';
import { Store } from '../store.ts';

/** Waiting times after a successful and after a failed renewal. */
const RENEWAL_INTERVAL_MS = 60_000;
const RETRY_DELAY_MS = 10_000;

interface ClaimRenewalOptions {
  expiresAt: number;
  now: () => number;
  renew: () => Promise<number>;
  /** Called when the server reports that the claim no longer exists. */
  onEnded: () => void;
}

/** Renews an evaluator's claim at each call of `work()`, but at most once a minute. */
export class ClaimRenewal {
  readonly expiresAt: Store<number>;
  readonly #options: ClaimRenewalOptions;
  #notBefore: number;
  #renewing = false;
  #closed = false;

  constructor(options: ClaimRenewalOptions) {
    this.#options = options;
    this.expiresAt = new Store(options.expiresAt);
    this.#notBefore = options.now() + RENEWAL_INTERVAL_MS;
  }

  work(): void {
    if (this.#closed || this.#renewing || this.#options.now() < this.#notBefore) return;
    this.#renewing = true;
    void this.#renew().finally(() => {
      this.#renewing = false;
    });
  }

  close(): void {
    this.#closed = true;
  }

  async #renew(): Promise<void> {
    const { now, onEnded, renew } = this.#options;
    try {
      const expiresAt = await renew();
      this.#notBefore = now() + RENEWAL_INTERVAL_MS;
      if (!this.#closed) this.expiresAt.set(expiresAt);
    } catch (thrown) {
      const { code } = asAppError(thrown);
      this.#notBefore = now() + RETRY_DELAY_MS;
      if (!this.#closed && (code === 'conflict' || code === 'not-found')) onEnded();
    }
  }
}

/** Why a claim ended. `elsewhere`: its owner rates on another page. `closed`: there is nothing to rate. */
export type ClaimEnd =
  | 'expired'
  | 'handedBack'
  | 'takenBack'
  | 'elsewhere'
  | 'closed'
  | 'gone'
  | 'unreachable';

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
