/** Of so many reports the one in the middle counts: some are held up on their way. */
const KEPT = 7;
/** One or two say too little. */
const NEEDED = 3;

/**
 * How a sender's wall clock differs from this process's clock, by when its reports come in. A report is on its way for half a round trip. The
 * same for everything that one page sends. Pure.
 */
export class ClockOffset {
  readonly #samplesMs: number[] = [];
  #lastAtMs = Number.NEGATIVE_INFINITY;
  #ms: number | undefined;

  /** To be added to the sender's time; undefined before the third report. */
  get ms(): number | undefined {
    return this.#ms;
  }

  /** A report that was written at `ntpMs` by the sender's clock. */
  take({
    ntpMs,
    arrivedAtMs,
    roundTripMs,
  }: {
    ntpMs: number;
    arrivedAtMs: number;
    roundTripMs: number;
  }): void {
    // Those that came in one packet are one, or a packet that was held up would count as many times.
    if (arrivedAtMs === this.#lastAtMs) return;
    this.#lastAtMs = arrivedAtMs;
    this.#samplesMs.push(arrivedAtMs - ntpMs - roundTripMs / 2);
    if (this.#samplesMs.length > KEPT) this.#samplesMs.shift();
    if (this.#samplesMs.length < NEEDED) return;
    this.#ms = this.#samplesMs.toSorted((a, b) => a - b)[Math.floor(this.#samplesMs.length / 2)];
  }
}
