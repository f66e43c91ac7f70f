/** So long without a packet, a sender of several layers has stopped sending this one; the router itself notices after 1.5 s. */
const SILENT_AFTER_MS = 500;
/** A sender that has stopped altogether does not send a lower layer either. */
const TRY_FOR_MS = 1_500;
/** A sender of a frame only now and then is not asked for key frames all the time. */
const TRY_AGAIN_AFTER_MS = 5_000;

/**
 * Which simulcast layer to prefer. The highest, unless that falls silent: then the one below it, until it comes. From there the router changes
 * back by itself as soon as there is a key frame of a higher one. It has no clock of its own. Pure.
 */
export class LayerFallback {
  readonly #highest: number;
  #packetAtMs: number | undefined;
  #fell: { atMs: number; from: number } | undefined;
  #notBeforeMs = Number.NEGATIVE_INFINITY;
  /** Nothing has come since it was tried last. */
  #isInVain = false;

  constructor(highest: number) {
    this.#highest = highest;
  }

  came(nowMs: number): void {
    this.#packetAtMs = nowMs;
    this.#isInVain = false;
  }

  /** Nothing is expected for a while. */
  rest(): void {
    this.#packetAtMs = undefined;
  }

  /** `current` is the layer that is sent now. */
  preferred(current: number, nowMs: number): number {
    if (this.#fell) {
      const hasCome = (this.#packetAtMs ?? 0) > this.#fell.atMs;
      if (!hasCome && nowMs - this.#fell.atMs < TRY_FOR_MS) return Math.max(0, current - 1);
      // It was not the layer that had stopped.
      if (hasCome && current === this.#fell.from) this.#notBeforeMs = nowMs + TRY_AGAIN_AFTER_MS;
      this.#fell = undefined;
      this.#isInVain = !hasCome;
    }
    const isSilent = this.#packetAtMs !== undefined && nowMs - this.#packetAtMs >= SILENT_AFTER_MS;
    if (!isSilent || this.#isInVain || current === 0 || nowMs < this.#notBeforeMs) return this.#highest;
    this.#fell = { atMs: nowMs, from: current };
    return current - 1;
  }
}
