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
