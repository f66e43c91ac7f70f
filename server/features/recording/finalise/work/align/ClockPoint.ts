/** A moment of media on the sender's clock, and by how much the recording process's clock was ahead of that then. Both in milliseconds. */
export interface ClockPoint {
  mediaMs: number;
  offsetMs: number;
}

export function byMediaTime(points: readonly ClockPoint[]): ClockPoint[] {
  return points.toSorted((a, b) => a.mediaMs - b.mediaMs);
}

/** The points from there to there, both included, of a list in order of media time. */
export function pointsBetween(points: readonly ClockPoint[], fromMs: number, toMs: number): ClockPoint[] {
  return points.slice(firstFrom(points, fromMs), firstFrom(points, toMs, true));
}

/** The offset on a line of straight pieces through these points, in order; before its first and after its last it stays. 0 without any. */
export function offsetAt(line: readonly ClockPoint[], mediaMs: number): number {
  const behind = Math.max(1, Math.min(line.length - 1, firstFrom(line, mediaMs, true)));
  const [before, after] = [line[behind - 1], line[behind]];
  if (!before) return 0;
  if (!after) return before.offsetMs;
  const share = (mediaMs - before.mediaMs) / (after.mediaMs - before.mediaMs || 1);
  return before.offsetMs + Math.max(0, Math.min(1, share)) * (after.offsetMs - before.offsetMs);
}

function firstFrom(points: readonly ClockPoint[], mediaMs: number, isBehind = false): number {
  let [low, high] = [0, points.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const at = points[middle]?.mediaMs ?? 0;
    if (at < mediaMs || (isBehind && at === mediaMs)) low = middle + 1;
    else high = middle;
  }
  return low;
}
