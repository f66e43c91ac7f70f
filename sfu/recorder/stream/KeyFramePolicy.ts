/** While a picture is waited for. Browsers answer sooner; a request or its answer may be lost. */
const AGAIN_AFTER_MS = 1_000;

/**
 * When to ask a sender for a key frame: at once where nothing can be decoded without one, and again every second until it comes; else when
 * the last one is older than `maxAgeMs`. It has no clock of its own. Pure.
 */
export class KeyFramePolicy {
  readonly #maxAgeMs: number;
  #isNeeded = true;
  #keyFrameAtMs = Number.NEGATIVE_INFINITY;
  #askedAtMs = Number.NEGATIVE_INFINITY;

  constructor(maxAgeMs: number) {
    this.#maxAgeMs = maxAgeMs;
  }

  came(nowMs: number): void {
    this.#isNeeded = false;
    this.#keyFrameAtMs = nowMs;
  }

  /** Nothing can be decoded any more. */
  need(): void {
    if (this.#isNeeded) return;
    this.#isNeeded = true;
    this.#askedAtMs = Number.NEGATIVE_INFINITY;
  }

  /** Whether to ask now, which then counts as asked. */
  asks(nowMs: number): boolean {
    const asks = this.#isNeeded
      ? nowMs - this.#askedAtMs >= AGAIN_AFTER_MS
      : nowMs - Math.max(this.#askedAtMs, this.#keyFrameAtMs) >= this.#maxAgeMs;
    if (asks) this.#askedAtMs = nowMs;
    return asks;
  }
}
