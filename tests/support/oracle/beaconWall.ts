import { PICTURE_SECONDS } from './beaconPicture.ts';
import { medianOf } from './distribution.ts';
import type { SeenEvent } from './observe.ts';

const TURN_MS = PICTURE_SECONDS * 1_000;

/**
 * Maps this machine's clock to a recording's timeline, using the beacons, which follow that clock. Correct
 * for recordings shorter than the beacons' counter, about four minutes.
 */
export class BeaconWall {
  readonly #zeroMs: number;
  readonly #middleMs: number;

  constructor(events: readonly SeenEvent[], durationMs: number) {
    this.#zeroMs = medianOf(events.map(({ atMs, second }) => atMs - second * 1_000));
    this.#middleMs = durationMs / 2;
  }

  /** `wallMs`: a `Date.now()`. */
  recordingMs(wallMs: number): number {
    const atMs = this.#zeroMs + (wallMs % TURN_MS);
    return atMs - TURN_MS * Math.round((atMs - this.#middleMs) / TURN_MS);
  }
}
