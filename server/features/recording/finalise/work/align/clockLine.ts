/** A moment on the sender's clock. `mediaMs + offsetMs` is its time on the recording process's clock. */
export type ClockPoint = { mediaMs: number; offsetMs: number };

export function byMediaTime(points: readonly ClockPoint[]): ClockPoint[] {
  return points.toSorted((a, b) => a.mediaMs - b.mediaMs);
}

/** Returns the points from `fromMs` to `toMs`, both inclusive. `points` must be sorted. */
export function pointsBetween(points: readonly ClockPoint[], fromMs: number, toMs: number): ClockPoint[] {
  return points.slice(firstFrom(points, fromMs), firstFrom(points, toMs, true));
}

/** Interpolates between sorted points. Constant before and after them. Returns 0 if there are no points. */
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

/** Returns the value at `share` (0 to 1) of the sorted values, or NaN without values. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** Many delays are usually close to the shortest, so a value this far below the next one is an outlier. */
const ALONE_MS = 100;

/** Returns the smallest delay that is not an outlier, or NaN without values. */
export function leastDelay(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const least = sorted.find((value, index) => {
    const next = sorted[index + 1];
    return next !== undefined && next - value <= ALONE_MS;
  });
  return least ?? sorted[0] ?? Number.NaN;
}

/** Largest plausible drift. The clocks of computers differ by tens of parts per million. */
const SLOPE_MAX = 500e-6;
const KNOT_EVERY_MS = 10_000;
const FEWEST_POINTS = 3;
/** A line must span at least this time for its slope to be measured. */
const SLOPE_FROM_MS = 30_000;

/** How to estimate the offset at a knot: the statistic, and the window of points around the knot. */
type PointKind = { statistic: (offsetsMs: readonly number[]) => number; windowMs: number };

/** Quantile of the reported offsets to use. Below the median, because more reports are late than early. */
const REPORTED_SHARE = 0.25;
export const REPORTS: PointKind = {
  statistic: offsets => quantile(offsets, REPORTED_SHARE),
  windowMs: 10_000,
};
/** Uses the least delay. No packets arrive early, and in every second, a few arrive without extra delay. */
export const ARRIVALS: PointKind = { statistic: leastDelay, windowMs: 5_000 };
/** Estimates the offset between reports and arrivals. It rarely changes, so the window is long. */
export const REPORTED_DELAYS: PointKind = { ...REPORTS, windowMs: 120_000 };

/** Fits the offset between two clocks by straight lines between knots. Returns undefined without points. */
export function fitLine(
  points: readonly ClockPoint[],
  { statistic, windowMs }: PointKind,
  fromMs: number,
  toMs: number,
): ClockPoint[] | undefined {
  const ordered = byMediaTime(points);
  const [first, last] = [ordered[0], ordered.at(-1)];
  if (!first || !last) return undefined;
  const knots = knotTimes(first.mediaMs, last.mediaMs).map(mediaMs => ({
    mediaMs,
    offsetMs: statistic(pointsAround(ordered, mediaMs, windowMs).map(point => point.offsetMs)),
  }));
  return extended(withBoundedSlope(knots, SLOPE_MAX), fromMs, toMs);
}

function knotTimes(fromMs: number, toMs: number): number[] {
  const parts = Math.max(1, Math.round((toMs - fromMs) / KNOT_EVERY_MS));
  if (toMs - fromMs < KNOT_EVERY_MS) return [(fromMs + toMs) / 2];
  return Array.from({ length: parts + 1 }, (_, part) => fromMs + ((toMs - fromMs) * part) / parts);
}

function pointsAround(points: readonly ClockPoint[], mediaMs: number, windowMs: number): ClockPoint[] {
  const within = pointsBetween(points, mediaMs - windowMs, mediaMs + windowMs);
  if (within.length >= FEWEST_POINTS) return within;
  return points
    .toSorted((a, b) => Math.abs(a.mediaMs - mediaMs) - Math.abs(b.mediaMs - mediaMs))
    .slice(0, FEWEST_POINTS);
}

function extended(line: readonly ClockPoint[], fromMs: number, toMs: number): ClockPoint[] {
  const slope = slopeOf(line);
  const [first, last] = [line[0], line.at(-1)];
  if (!first || !last) return [];
  const before = fromMs < first.mediaMs && {
    mediaMs: fromMs,
    offsetMs: first.offsetMs - slope * (first.mediaMs - fromMs),
  };
  const after = toMs > last.mediaMs && {
    mediaMs: toMs,
    offsetMs: last.offsetMs + slope * (toMs - last.mediaMs),
  };
  return [...(before ? [before] : []), ...line, ...(after ? [after] : [])];
}

/** Returns the median slope between knots half a line apart (a thinned Theil–Sen estimator). */
function slopeOf(line: readonly ClockPoint[]): number {
  const length = (line.at(-1)?.mediaMs ?? 0) - (line[0]?.mediaMs ?? 0);
  if (length < SLOPE_FROM_MS) return 0;
  const half = line.length >> 1;
  const slopes = line.slice(half).map((knot, index) => {
    const earlier = line[index] ?? knot;
    return (knot.offsetMs - earlier.offsetMs) / (knot.mediaMs - earlier.mediaMs);
  });
  return Math.max(-SLOPE_MAX, Math.min(SLOPE_MAX, median(slopes)));
}

/**
 * Returns the line that minimizes the sum of distances to the points and is never steeper than `slopeMax`, so
 * that outliers have little effect. Uses the "slope trick": the convex cost is stored as the positions where
 * its slope changes, on both sides of the minimum.
 */
export function withBoundedSlope(points: readonly ClockPoint[], slopeMax: number): ClockPoint[] {
  const left = new Breaks(-1);
  const right = new Breaks(1);
  const least: { from: number; to: number }[] = [];
  points.forEach(({ mediaMs, offsetMs }, index) => {
    const reach = slopeMax * (mediaMs - (points[index - 1]?.mediaMs ?? mediaMs));
    left.widen(reach);
    right.widen(reach);
    left.add(offsetMs);
    right.add(left.take());
    right.add(offsetMs);
    left.add(right.take());
    least.push({ from: left.nearest, to: right.nearest });
  });
  return lineBack(points, least, slopeMax);
}

/** Builds the line from its end. At each point, takes the best value within reach of the following value. */
function lineBack(
  points: readonly ClockPoint[],
  least: readonly { from: number; to: number }[],
  slopeMax: number,
): ClockPoint[] {
  const line: ClockPoint[] = [];
  for (const [index, { mediaMs, offsetMs }] of [...points.entries()].reverse()) {
    const { from = offsetMs, to = offsetMs } = least[index] ?? {};
    const after = line.at(-1);
    const best = clamp(after?.offsetMs ?? offsetMs, from, to);
    const reach = after ? slopeMax * (after.mediaMs - mediaMs) : 0;
    line.push({
      mediaMs,
      offsetMs: after ? clamp(best, after.offsetMs - reach, after.offsetMs + reach) : best,
    });
  }
  return line.reverse();
}

function clamp(value: number, from: number, to: number): number {
  return Math.min(Math.max(value, from), to);
}

/** Positions where the cost's slope changes, left (-1) or right (1) of its minimum. The nearest is last. */
class Breaks {
  readonly #side: number;
  readonly #positions: number[] = [];
  #shift = 0;

  constructor(side: -1 | 1) {
    this.#side = side;
  }

  get nearest(): number {
    return (this.#positions.at(-1) ?? Number.NaN) + this.#shift;
  }

  widen(reach: number): void {
    this.#shift += this.#side * reach;
  }

  add(position: number): void {
    const shifted = position - this.#shift;
    let at = this.#positions.length;
    while (at > 0 && this.#side * ((this.#positions[at - 1] ?? 0) - shifted) < 0) at -= 1;
    this.#positions.splice(at, 0, shifted);
  }

  take(): number {
    const { nearest } = this;
    this.#positions.pop();
    return nearest;
  }
}
