/** Of so long, the packet that was delayed least tells how long the way takes; a little more than any usual congestion. */
const BLOCK_MS = 2_500;
/** Where the sender's clock and this one differ by more than this between two packets, it has jumped or stood still. */
const JUMP_MS = 1_000;

/**
 * Places what a sender's RTP clock counts on this process's clock. Packets come late, never early, so the least delayed of the last seconds
 * shows where media time stands, and what jitter does to single packets changes nothing. When the sender's clock jumps or stands still, as it
 * does when capturing stalls, media time goes on with this process's. Pure.
 */
export class MediaClock {
  readonly #ticksPerMs: number;
  #timestamp: number | undefined;
  #mediaMs = 0;
  #arrivedAtMs = 0;
  #blockSinceMs = 0;
  #delayMs = Number.POSITIVE_INFINITY;
  #delayBeforeMs = Number.POSITIVE_INFINITY;

  constructor(clockRate: number) {
    this.#ticksPerMs = clockRate / 1_000;
  }

  /** Media time of this packet's first sample, in milliseconds. */
  take(timestamp: number, arrivedAtMs: number): number {
    const mediaMs = this.#timestamp === undefined ? arrivedAtMs : this.#mediaMsOf(timestamp, arrivedAtMs);
    this.#takeDelay(arrivedAtMs - mediaMs, arrivedAtMs);
    if (this.#timestamp !== undefined && mediaMs <= this.#mediaMs) return mediaMs;
    this.#timestamp = timestamp;
    this.#mediaMs = mediaMs;
    this.#arrivedAtMs = arrivedAtMs;
    return mediaMs;
  }

  /** When a packet that begins at this media time comes in, or came in, if nothing delays it; on this process's clock. */
  arrivalOf(mediaMs: number): number {
    return mediaMs + Math.min(this.#delayMs, this.#delayBeforeMs);
  }

  /** The RTP timestamp of this media time, as far as the sender's clock ran on evenly until now. */
  timestampAt(mediaMs: number): number {
    return ((this.#timestamp ?? 0) + Math.round((mediaMs - this.#mediaMs) * this.#ticksPerMs)) >>> 0;
  }

  /** The newest packet's. */
  get mediaMs(): number {
    return this.#mediaMs;
  }

  #mediaMsOf(timestamp: number, arrivedAtMs: number): number {
    // The difference of two 32-bit numbers as a signed one is right across their wrap.
    const passedMs = ((timestamp - (this.#timestamp ?? 0)) | 0) / this.#ticksPerMs;
    const waitedMs = arrivedAtMs - this.#arrivedAtMs;
    const hasJumped = Math.abs(passedMs - waitedMs) > JUMP_MS;
    return this.#mediaMs + (hasJumped ? waitedMs : passedMs);
  }

  #takeDelay(delayMs: number, arrivedAtMs: number): void {
    const passedMs = arrivedAtMs - this.#blockSinceMs;
    if (passedMs > BLOCK_MS) {
      this.#blockSinceMs = arrivedAtMs;
      // After a long mute, what was before says nothing any more: two clocks drift apart.
      this.#delayBeforeMs = passedMs > 2 * BLOCK_MS ? Number.POSITIVE_INFINITY : this.#delayMs;
      this.#delayMs = delayMs;
    }
    this.#delayMs = Math.min(this.#delayMs, delayMs);
  }
}
