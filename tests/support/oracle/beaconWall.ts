import { PICTURE_SECONDS } from './beaconPicture.ts';
import { medianOf } from './distribution.ts';
import type { SeenEvent } from './observe.ts';

const TURN_MS = PICTURE_SECONDS * 1_000;

/**
 * Places moments of this machine's clock on a recording's time line, by what the beacons themselves say: they go by that clock. Right for
 * recordings that are shorter than the beacons' counter, some four minutes.
 */
export class BeaconWall {
  readonly #zeroMs: number;
  readonly #middleMs: number;

  constructor(events: readonly SeenEvent[], durationMs: number) {
    this.#zeroMs = medianOf(events.map(({ atMs, second }) => atMs - second * 1_000));
    this.#middleMs = durationMs / 2;
  }

  /** `wallMs` as `Date.now()` has it. */
  recordingMs(wallMs: number): number {
    const atMs = this.#zeroMs + (wallMs % TURN_MS);
    return atMs - TURN_MS * Math.round((atMs - this.#middleMs) / TURN_MS);
  }
}
