/** Of so many reports the one in the middle counts: some are held up on their way. */
const KEPT = 7;
/** One or two say too little. */
const NEEDED = 3;

interface Sample {
  /** From when it was written by the sender's clock to when it came in by ours. */
  apartMs: number;
  roundTripMs: number | undefined;
}

/**
 * How a sender's wall clock differs from this process's clock, by when its reports come in. A report is on its way for half a round trip, of
 * which the shortest counts: one that took longer was held up somewhere, which says nothing about the way. The same for everything
 * that one page sends. Pure.
 */
export class ClockOffset {
  readonly #samples: Sample[] = [];
  #lastAtMs = Number.NEGATIVE_INFINITY;
  #ms: number | undefined;

  /** To be added to the sender's time; undefined before the third report. */
  get ms(): number | undefined {
    return this.#ms;
  }

  /** A report that was written at `ntpMs` by the sender's clock. Without `roundTripMs` no one has measured one yet. */
  take({
    ntpMs,
    arrivedAtMs,
    roundTripMs,
  }: {
    ntpMs: number;
    arrivedAtMs: number;
    roundTripMs: number | undefined;
  }): void {
    // Those that came in one packet are one, or a packet that was held up would count as many times.
    if (arrivedAtMs === this.#lastAtMs) return;
    this.#lastAtMs = arrivedAtMs;
    this.#samples.push({ apartMs: arrivedAtMs - ntpMs, roundTripMs });
    if (this.#samples.length > KEPT) this.#samples.shift();
    if (this.#samples.length < NEEDED) return;
    const apart = this.#samples.map(({ apartMs }) => apartMs).toSorted((a, b) => a - b);
    const roundTrips = this.#samples.flatMap(sample => sample.roundTripMs ?? []);
    const wayMs = roundTrips.length > 0 ? Math.min(...roundTrips) / 2 : 0;
    this.#ms = (apart[Math.floor(apart.length / 2)] ?? 0) - wayMs;
  }
}
