/** Rises from 0 at 0 to 1 at 1, at rest at both ends (K. Perlin's "smootherstep"); constant beyond. */
export function eased(share: number): number {
  const x = Math.min(1, Math.max(0, share));
  return x * x * x * (x * (6 * x - 15) + 10);
}

/** A moment and the value that a movement has reached by then. */
export type Key = readonly [atMs: number, value: number];

/** A movement that comes to rest at each key. Before the first and after the last it stands still. */
export function movement(keys: readonly Key[]): (atMs: number) => number {
  return atMs => {
    const next = keys.findIndex(([keyMs]) => keyMs > atMs);
    const before = keys[next < 0 ? keys.length - 1 : next - 1];
    const after = keys[next];
    if (!before) return after?.[1] ?? 0;
    if (!after) return before[1];
    return before[1] + (after[1] - before[1]) * eased((atMs - before[0]) / (after[0] - before[0]));
  };
}

/**
 * Aimless movement between -1 and 1, with pauses of irregular length: never periodic. `restMs` is the shortest and the longest time
 * from one turning point to the next.
 */
export function wandering(
  random: () => number,
  durationMs: number,
  restMs: readonly [number, number],
): (atMs: number) => number {
  const keys: Key[] = [[0, 0]];
  let atMs = 0;
  while (atMs < durationMs) {
    atMs += restMs[0] + (restMs[1] - restMs[0]) * random();
    keys.push([atMs, 2 * random() - 1]);
  }
  let at = 0;
  // Asked in ascending order nearly always: looks on from where it was.
  return askedMs => {
    if ((keys[at]?.[0] ?? 0) > askedMs) at = 0;
    while ((keys[at + 1]?.[0] ?? Number.POSITIVE_INFINITY) <= askedMs) at++;
    const [fromMs, from] = keys[at] ?? [0, 0];
    const [toMs, to] = keys[at + 1] ?? [fromMs + 1, from];
    return from + (to - from) * eased((askedMs - fromMs) / (toMs - fromMs));
  };
}

/**
 * How far the lids are closed in each picture of a blink: down within a picture or two, up a little slower. 120 or 160 ms in all, as
 * people do it; on whole pictures, so that every blink closes completely.
 */
const BLINKS: readonly (readonly number[])[] = [
  [0.55, 1, 0.6, 0.18],
  [0.7, 1, 0.4],
  [0.45, 1, 0.74, 0.24],
];

export const LONGEST_BLINK_FRAMES = 4;

/** Closes the lids of some pictures from `atFrame` on. `kind` 0 to 1 chooses among ways to blink. */
export function addBlink(poses: { blink: number }[], atFrame: number, kind: number): void {
  const blink = BLINKS[Math.min(BLINKS.length - 1, Math.floor(kind * BLINKS.length))] ?? [];
  blink.forEach((closed, index) => {
    const pose = poses[atFrame + index];
    if (pose) pose.blink = Math.max(pose.blink, closed);
  });
}

/** Returns a generator of pseudorandom numbers from 0 to 1 (exclusive): mulberry32 by T. Ettinger. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
