/** A layer without packets for this long has stopped. mediasoup notices only after 1.5 s. */
const SILENT_AFTER_MS = 500;
/** How long to wait for packets of the lower layer. If none come, the sender has stopped completely. */
const TRY_FOR_MS = 1_500;
/** Pause between fallbacks for a sender that rarely sends a frame, to limit key frame requests. */
const TRY_AGAIN_AFTER_MS = 5_000;

/**
 * Chooses the preferred simulcast layer: the highest or, if the current layer falls silent, the next
 * lower layer. mediasoup returns to a higher layer at its next key frame.
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

  /** Called when the producer is muted, so that no packets are expected. */
  pause(): void {
    this.#packetAtMs = undefined;
  }

  preferred(current: number, nowMs: number): number {
    if (this.#fallback) {
      const hasCome = (this.#packetAtMs ?? 0) > this.#fallback.atMs;
      if (!hasCome && nowMs - this.#fallback.atMs < TRY_FOR_MS) return Math.max(0, current - 1);
      // Packets of the original layer came, so it hadn't stopped. Waits before the next fallback.
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

/** Time between rechecks. They are cheap, and viewers expect full picture size within two seconds. */
const EVERY_MS = 500;

/**
 * Decides when to make mediasoup try again to switch up to the preferred layer. mediasoup tries only at that
 * layer's first sender report, which is too early to align its timestamps. Waits for a report of the current
 * layer, because a switch before it would start a new timeline.
 */
export class LayerRecheck {
  #sinceMs: number | undefined;

  /** True when a recheck is due, which then counts as made. `hasReported`: a sender report has come. */
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
