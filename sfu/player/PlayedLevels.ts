import { SILENT_LEVEL } from './Clip.ts';

/** Two seconds of packets of 20 ms. */
const KEPT = 100;
/** A packet that was sent longer ago than this is not what is heard: nothing is. */
const HEARD_FOR_MS = 60;

/** How loud what was sent lately was, in RFC 6464 levels from 0 (full scale) to 127 (silence), to tell an echo from a voice. */
export class PlayedLevels {
  readonly #sentAtMs = new Float64Array(KEPT).fill(Number.NEGATIVE_INFINITY);
  readonly #levels = new Uint8Array(KEPT).fill(SILENT_LEVEL);
  #newest = 0;

  note(sentAtMs: number, level: number): void {
    this.#newest = (this.#newest + 1) % KEPT;
    this.#sentAtMs[this.#newest] = sentAtMs;
    this.#levels[this.#newest] = level;
  }

  /** The level of what was being sent at this moment; silence where nothing was, or where it is too long ago to be known. */
  at(timeMs: number): number {
    for (let back = 0; back < KEPT; back += 1) {
      const index = (this.#newest - back + KEPT) % KEPT;
      const sentAtMs = this.#sentAtMs[index] ?? Number.NEGATIVE_INFINITY;
      if (sentAtMs <= timeMs)
        return timeMs - sentAtMs < HEARD_FOR_MS ? (this.#levels[index] ?? SILENT_LEVEL) : SILENT_LEVEL;
    }
    return SILENT_LEVEL;
  }
}
