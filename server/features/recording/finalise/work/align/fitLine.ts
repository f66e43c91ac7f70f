import { withBoundedSlope } from './boundedSlope.ts';
import { byMediaTime, type ClockPoint, pointsBetween } from './ClockPoint.ts';
import { leastDelay, median, quantile } from './statistics.ts';

/** Drifts of more than 500 millionths do not exist; those of two computers differ by some ten. */
export const SLOPE_MAX = 500e-6;
const KNOT_EVERY_MS = 10_000;
const FEWEST_POINTS = 3;
/** From shorter lines no slope can be told. */
const SLOPE_FROM_MS = 30_000;

/** How points tell where the line is. */
export interface PointKind {
  statistic: (offsetsMs: readonly number[]) => number;
  /** How many of them are looked at, to each side of a knot. */
  windowMs: number;
}

/**
 * Reports hang on the delay of a few packets, of which what is usual has been taken off: more of them are too late than too early. */
const REPORTED_SHARE = 0.25;
export const REPORTS: PointKind = {
  statistic: offsets => quantile(offsets, REPORTED_SHARE),
  windowMs: 10_000,
};
/** Packets come late and never early, and some of any second come at once. */
export const ARRIVALS: PointKind = { statistic: leastDelay, windowMs: 5_000 };
/** By how much reports are ahead of arrivals. It changes with the network, and not often. */
export const REPORTED_DELAYS: PointKind = { ...REPORTS, windowMs: 120_000 };

/**
 * How the offset between two clocks changes, as knots with straight lines in between, from `fromMs` to `toMs` of media time. Undefined
 * without any points.
 */
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

/** Those within the window; at least the few that are nearest. */
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

/** The median of the slopes between its knots and those half the line further on (Theil and Sen's estimate, thinned out). */
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
