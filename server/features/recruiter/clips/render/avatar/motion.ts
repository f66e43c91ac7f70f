/** Rises from 0 at 0 to 1 at 1, with zero slope at both ends (K. Perlin's "smootherstep"). */
export function eased(share: number): number {
  const x = Math.min(1, Math.max(0, share));
  return x * x * x * (x * (6 * x - 15) + 10);
}

/** Key frames of a movement: `values[i]` is reached at `atMs[i]`. */
export type KeyFrames = { atMs: readonly number[]; values: readonly number[] };

/** Returns a movement with zero speed at each key frame, and constant values before and after them. */
export function movement({ atMs, values }: KeyFrames): (atMs: number) => number {
  return ms => {
    const next = atMs.findIndex(keyMs => keyMs > ms);
    const before = next < 0 ? atMs.length - 1 : next - 1;
    const [fromMs, toMs = fromMs, from, to = from] = [atMs[before], atMs[next], values[before], values[next]];
    if (fromMs === undefined || from === undefined) return to ?? 0;
    if (toMs === undefined || to === undefined || toMs === fromMs) return from;
    return from + (to - from) * eased((ms - fromMs) / (toMs - fromMs));
  };
}

/** Returns a random movement from -1 to 1. `restMs`: shortest and longest time between turning points. */
export function wandering(
  random: () => number,
  durationMs: number,
  restMs: readonly [number, number],
): (atMs: number) => number {
  const keys: [atMs: number, value: number][] = [[0, 0]];
  let atMs = 0;
  while (atMs < durationMs) {
    atMs += restMs[0] + (restMs[1] - restMs[0]) * random();
    keys.push([atMs, 2 * random() - 1]);
  }
  let at = 0;
  // Calls are mostly in ascending order, so the search continues from the last key.
  return ms => {
    if ((keys[at]?.[0] ?? 0) > ms) at = 0;
    while ((keys[at + 1]?.[0] ?? Number.POSITIVE_INFINITY) <= ms) at++;
    const [fromMs, from] = keys[at] ?? [0, 0];
    const [toMs, to] = keys[at + 1] ?? [fromMs + 1, from];
    return from + (to - from) * eased((ms - fromMs) / (toMs - fromMs));
  };
}

/** How far the lids are closed in each frame of a blink. Each blink has a frame with closed eyes (1). */
const BLINKS: readonly (readonly number[])[] = [
  [0.55, 1, 0.6, 0.18],
  [0.7, 1, 0.4],
  [0.45, 1, 0.74, 0.24],
];

export const LONGEST_BLINK_FRAMES = 4;

/** Adds a blink that starts at `atFrame`. `kind` (0 to 1) selects one of `BLINKS`. */
export function addBlink(poses: { blink: number }[], atFrame: number, kind: number): void {
  const blink = BLINKS[Math.min(BLINKS.length - 1, Math.floor(kind * BLINKS.length))] ?? [];
  blink.forEach((closed, index) => {
    const pose = poses[atFrame + index];
    if (pose) pose.blink = Math.max(pose.blink, closed);
  });
}

/** Returns a pseudorandom number generator (0 to 1, exclusive): mulberry32 by T. Ettinger. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
