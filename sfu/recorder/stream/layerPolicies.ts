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
  #fallback: { atMs: number; from: number } | undefined;
  #notBeforeMs = Number.NEGATIVE_INFINITY;
  /** Nothing has come since it was tried last. */
  #hasFailed = false;

  constructor(highest: number) {
    this.#highest = highest;
  }

  notePacket(nowMs: number): void {
    this.#packetAtMs = nowMs;
    this.#hasFailed = false;
  }

  /** Nothing is expected for a while. */
  pause(): void {
    this.#packetAtMs = undefined;
  }

  /** `current` is the layer that is sent now. */
  preferred(current: number, nowMs: number): number {
    if (this.#fallback) {
      const hasCome = (this.#packetAtMs ?? 0) > this.#fallback.atMs;
      if (!hasCome && nowMs - this.#fallback.atMs < TRY_FOR_MS) return Math.max(0, current - 1);
      // It was not the layer that had stopped.
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

/** A request costs next to nothing; full size is wanted within two seconds. */
const EVERY_MS = 500;

/**
 * When to have the router look again for the preferred simulcast layer while it sends a lower one. By itself it looks at a layer's first sender
 * report, when it cannot place that layer in time yet, and then no more. Before the layer that is sent has reported, it would begin a new time
 * line with the higher one. It has no clock of its own. Pure.
 */
export class LayerRecheck {
  #sinceMs: number | undefined;

  /** Whether to look now, which then counts as done. `hasReported` says that there was a sender report of a layer that was sent. */
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
