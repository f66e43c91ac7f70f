/** A request is repeated after this time, because it or its answer may be lost. */
const RETRY_AFTER_MS = 1_000;

/**
 * Decides when to request a key frame: while nothing can be decoded, immediately and then every second;
 * otherwise, when the last key frame is older than `maxAgeMs`.
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

  require(): void {
    if (this.#isNeeded) return;
    this.#isNeeded = true;
    this.#requestedAtMs = Number.NEGATIVE_INFINITY;
  }

  /** True when a key frame request is due. The policy then counts the request as made. */
  isRequestDue(nowMs: number): boolean {
    const isDue = this.#isNeeded
      ? nowMs - this.#requestedAtMs >= RETRY_AFTER_MS
      : nowMs - Math.max(this.#requestedAtMs, this.#keyFrameAtMs) >= this.#maxAgeMs;
    if (isDue) this.#requestedAtMs = nowMs;
    return isDue;
  }
}
