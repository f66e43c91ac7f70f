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
