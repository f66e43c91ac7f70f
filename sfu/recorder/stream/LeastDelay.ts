/** Of so long, the packet that was delayed least tells how long the way takes; a little more than any usual congestion. */
const BLOCK_MS = 2_500;

/**
 * The least delay of the last seconds. Packets come late, never early, so what jitter does to single ones does not show in it. A delay is the
 * difference of two clocks with different zeros: only how it changes means anything. Pure.
 */
export class LeastDelay {
  #blockSinceMs = Number.NEGATIVE_INFINITY;
  #inBlock = Number.POSITIVE_INFINITY;
  #before = Number.POSITIVE_INFINITY;

  /** Infinite before the first packet. */
  get ms(): number {
    return Math.min(this.#inBlock, this.#before);
  }

  take(delayMs: number, nowMs: number): void {
    if (nowMs - this.#blockSinceMs > BLOCK_MS) {
      this.#blockSinceMs = nowMs;
      this.#before = this.#inBlock;
      this.#inBlock = delayMs;
    }
    if (delayMs < this.#inBlock) this.#inBlock = delayMs;
  }

  /** From now on it is this, whatever it was. */
  reset(delayMs: number, nowMs: number): void {
    this.#blockSinceMs = nowMs;
    this.#inBlock = delayMs;
    this.#before = Number.POSITIVE_INFINITY;
  }
}
