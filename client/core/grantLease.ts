import type { MediaGrant } from '../../shared/recording/review.ts';
import { asAppError } from './replies.ts';
import { Store } from './store.ts';

type Grant = MediaGrant['grant'];

/** Grants last two minutes, so this leaves time for retries, even with the slow timers of a hidden page. */
const RENEW_AFTER_MS = 40_000;
const RETRY_AFTER_MS = 4_000;

interface GrantLeaseOptions {
  /** Rejects with a retryable error when the server is unreachable. */
  renew: (grant: Grant) => Promise<MediaGrant>;
  /** `replaced` is true when the server returned a different grant. */
  onRenewed?: (replaced: boolean) => void;
  onUnreachable?: () => void;
  /** Called when the grant has expired. It stays in `value`, so that players keep the media they loaded. */
  onExpired: () => Promise<void>;
}

/** Renews a media grant before it expires, until `close()`. */
export class GrantLease {
  readonly value = new Store<Grant | undefined>(undefined);
  readonly #options: GrantLeaseOptions;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #expired = false;
  #closed = false;

  constructor(options: GrantLeaseOptions) {
    this.#options = options;
  }

  get usable(): boolean {
    return this.value.get() !== undefined && !this.#expired;
  }

  set(grant: Grant | undefined): void {
    if (grant !== this.value.get()) this.#stopTimer();
    this.#expired = false;
    this.value.set(grant);
    if (grant && this.#timer === undefined) this.#renewIn(RENEW_AFTER_MS);
  }

  /** Renews now. Resolves when the outcome is handled, including `onExpired`. Never rejects. */
  async renew(): Promise<void> {
    const grant = this.value.get();
    if (!grant || this.#closed) return;
    this.#stopTimer();
    let renewed: Grant;
    try {
      renewed = (await this.#options.renew(grant)).grant;
    } catch (thrown) {
      if (this.#closed || this.value.get() !== grant) return;
      await this.#failed(asAppError(thrown).retryable);
      return;
    }
    if (this.#closed || this.value.get() !== grant) return;
    this.value.set(renewed);
    this.#options.onRenewed?.(renewed !== grant);
    this.#renewIn(RENEW_AFTER_MS);
  }

  close(): void {
    this.#closed = true;
    this.#stopTimer();
  }

  async #failed(retryable: boolean): Promise<void> {
    if (retryable) {
      this.#options.onUnreachable?.();
      this.#renewIn(RETRY_AFTER_MS);
      return;
    }
    this.#expired = true;
    this.#stopTimer();
    await this.#options.onExpired();
  }

  #renewIn(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.renew(), ms);
  }

  #stopTimer(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
