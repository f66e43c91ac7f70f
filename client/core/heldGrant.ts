import type { MediaGrant } from '../../shared/recording/review.ts';
import { asAppError } from './replies.ts';
import { Store } from './store.ts';

type Grant = MediaGrant['grant'];

/** Grants are valid for two minutes. This leaves time for several retries, also in a hidden page, whose timers are slow. */
const RENEW_AFTER_MS = 40_000;
const RETRY_AFTER_MS = 4_000;

interface HeldGrantOptions {
  /** Rejects with a retryable error when the server cannot be reached, and with another one once the grant has expired. */
  renew: (grant: Grant) => Promise<MediaGrant>;
  /** Called after each renewal that succeeded; `replaced` is true when it returned another grant. */
  onRenewed?: (replaced: boolean) => void;
  /** Called when the server could not be reached; the renewal is retried. */
  onUnreachable?: () => void;
  /** Called when the grant has expired. It stays in `value` until another one is set, so that players keep what they have loaded. */
  onExpired: () => Promise<void>;
}

/** A media grant that is renewed before it expires. Lives until `close()`. */
export class HeldGrant {
  /** Part of the address of every media file. */
  readonly value = new Store<Grant | undefined>(undefined);
  readonly #options: HeldGrantOptions;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #expired = false;
  #closed = false;

  constructor(options: HeldGrantOptions) {
    this.#options = options;
  }

  /** True when there is a grant that has not been found expired. */
  get usable(): boolean {
    return this.value.get() !== undefined && !this.#expired;
  }

  /** Replaces the grant and schedules its renewal. */
  set(grant: Grant | undefined): void {
    if (grant !== this.value.get()) this.#stopTimer();
    this.#expired = false;
    this.value.set(grant);
    if (grant && this.#timer === undefined) this.#renewIn(RENEW_AFTER_MS);
  }

  /** Renews now. Resolves once the outcome is handled, `onExpired` included; never rejects for a failed renewal. */
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

  /** Safe to call twice. */
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
