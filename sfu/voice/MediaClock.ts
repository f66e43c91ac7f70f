/** Time over which the least delay is taken. It ignores congestion, which rarely lasts as long. */
const BLOCK_MS = 2_500;
/** If timestamps and arrival times advance this differently, the sender's clock jumped or stood still. */
const JUMP_MS = 1_000;

/**
 * Maps a sender's RTP clock to this process's clock. Uses the least delayed packet of the last seconds,
 * because packets come late but never early. If the sender's clock jumps or stands still, media time
 * continues with this process's clock.
 */
export class MediaClock {
  readonly #ticksPerMs: number;
  #timestamp: number | undefined;
  mediaMs = 0;
  #arrivedAtMs = 0;
  #blockSinceMs = 0;
  #delayMs = Number.POSITIVE_INFINITY;
  #delayBeforeMs = Number.POSITIVE_INFINITY;

  constructor(clockRate: number) {
    this.#ticksPerMs = clockRate / 1_000;
  }

  take(timestamp: number, arrivedAtMs: number): number {
    const mediaMs = this.#timestamp === undefined ? arrivedAtMs : this.#mediaMsOf(timestamp, arrivedAtMs);
    this.#takeDelay(arrivedAtMs - mediaMs, arrivedAtMs);
    if (this.#timestamp !== undefined && mediaMs <= this.mediaMs) return mediaMs;
    this.#timestamp = timestamp;
    this.mediaMs = mediaMs;
    this.#arrivedAtMs = arrivedAtMs;
    return mediaMs;
  }

  /** Returns when media of this time would arrive with the least recent delay, on this process's clock. */
  arrivalOf(mediaMs: number): number {
    return mediaMs + Math.min(this.#delayMs, this.#delayBeforeMs);
  }

  /** Returns the RTP timestamp of a media time, assuming that the sender's clock ran evenly. */
  timestampAt(mediaMs: number): number {
    return ((this.#timestamp ?? 0) + Math.round((mediaMs - this.mediaMs) * this.#ticksPerMs)) >>> 0;
  }

  #mediaMsOf(timestamp: number, arrivedAtMs: number): number {
    // A signed 32-bit difference is correct even when the timestamp wraps around.
    const passedMs = ((timestamp - (this.#timestamp ?? 0)) | 0) / this.#ticksPerMs;
    const waitedMs = arrivedAtMs - this.#arrivedAtMs;
    const hasJumped = Math.abs(passedMs - waitedMs) > JUMP_MS;
    return this.mediaMs + (hasJumped ? waitedMs : passedMs);
  }

  #takeDelay(delayMs: number, arrivedAtMs: number): void {
    const passedMs = arrivedAtMs - this.#blockSinceMs;
    if (passedMs > BLOCK_MS) {
      this.#blockSinceMs = arrivedAtMs;
      // After a long mute, forgets the earlier delay, because clocks drift.
      this.#delayBeforeMs = passedMs > 2 * BLOCK_MS ? Number.POSITIVE_INFINITY : this.#delayMs;
      this.#delayMs = delayMs;
    }
    this.#delayMs = Math.min(this.#delayMs, delayMs);
  }
}
