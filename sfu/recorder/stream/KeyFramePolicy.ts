/** While a picture is waited for. Browsers answer sooner; a request or its answer may be lost. */
const RETRY_AFTER_MS = 1_000;

/**
 * When to ask a sender for a key frame: at once where nothing can be decoded without one, and again every second until it comes; else when
 * the last one is older than `maxAgeMs`. It has no clock of its own. Pure.
 */
export class KeyFramePolicy {
  readonly #maxAgeMs: number;
  #isNeeded = true;
  #keyFrameAtMs = Number.NEGATIVE_INFINITY;
  #requestedAtMs = Number.NEGATIVE_INFINITY;

  constructor(maxAgeMs: number) {
    this.#maxAgeMs = maxAgeMs;
  }

  noteKeyFrame(nowMs: number): void {
    this.#isNeeded = false;
    this.#keyFrameAtMs = nowMs;
  }

  /** Nothing can be decoded any more. */
  require(): void {
    if (this.#isNeeded) return;
    this.#isNeeded = true;
    this.#requestedAtMs = Number.NEGATIVE_INFINITY;
  }

  /** Whether to ask now, which then counts as asked. */
  isRequestDue(nowMs: number): boolean {
    const isDue = this.#isNeeded
      ? nowMs - this.#requestedAtMs >= RETRY_AFTER_MS
      : nowMs - Math.max(this.#requestedAtMs, this.#keyFrameAtMs) >= this.#maxAgeMs;
    if (isDue) this.#requestedAtMs = nowMs;
    return isDue;
  }
}
