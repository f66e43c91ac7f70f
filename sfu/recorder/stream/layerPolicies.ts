/** A sender of several layers that sends no packet for this long has stopped this layer. mediasoup notices only after 1.5 s. */
const SILENT_AFTER_MS = 500;
/** A sender that has stopped completely sends no lower layer either. */
const TRY_FOR_MS = 1_500;
/** Limits requests for key frames to senders that rarely send a frame. */
const TRY_AGAIN_AFTER_MS = 5_000;

/**
 * Chooses the preferred simulcast layer: the highest, or the next lower one when it falls silent. mediasoup changes back
 * with a key frame of a higher layer. Pure.
 */
export class LayerFallback {
  readonly #highest: number;
  #packetAtMs: number | undefined;
  #fallback: { atMs: number; from: number } | undefined;
  #notBeforeMs = Number.NEGATIVE_INFINITY;
  #hasFailed = false;

  constructor(highest: number) {
    this.#highest = highest;
  }

  notePacket(nowMs: number): void {
    this.#packetAtMs = nowMs;
    this.#hasFailed = false;
  }

  /** Called when no packets are expected for a while. */
  pause(): void {
    this.#packetAtMs = undefined;
  }

  preferred(current: number, nowMs: number): number {
    if (this.#fallback) {
      const hasCome = (this.#packetAtMs ?? 0) > this.#fallback.atMs;
      if (!hasCome && nowMs - this.#fallback.atMs < TRY_FOR_MS) return Math.max(0, current - 1);
      // The layer hadn't stopped.
      if (hasCome && current === this.#fallback.from) this.#notBeforeMs = nowMs + TRY_AGAIN_AFTER_MS;
      this.#fallback = undefined;
      this.#hasFailed = !hasCome;
    }
    const isSilent = this.#packetAtMs !== undefined && nowMs - this.#packetAtMs >= SILENT_AFTER_MS;
    if (!isSilent || this.#hasFailed || current === 0 || nowMs < this.#notBeforeMs) return this.#highest;
    this.#fallback = { atMs: nowMs, from: current };
    return current - 1;
  }
}

/** A request is cheap, and full size is expected within two seconds. */
const EVERY_MS = 500;

/**
 * Decides when to make mediasoup check the preferred simulcast layer while it sends a lower one. mediasoup checks only at a
 * layer's first sender report, when it can't align the layer yet. Before a report of the current layer, it would start a
 * new timeline with the higher one. Pure.
 */
export class LayerRecheck {
  #sinceMs: number | undefined;

  /** True when a check is due, which then counts as made. `hasReported`: a sender report of a layer that was sent has arrived. */
  isDue(layers: { current: number; preferred: number; hasReported: boolean }, nowMs: number): boolean {
    if (layers.current >= layers.preferred || !layers.hasReported) {
      this.#sinceMs = undefined;
      return false;
    }
    this.#sinceMs ??= nowMs;
    if (nowMs - this.#sinceMs < EVERY_MS) return false;
    this.#sinceMs = nowMs;
    return true;
  }
}
