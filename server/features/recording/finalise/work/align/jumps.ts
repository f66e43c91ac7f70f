import { type ClockPoint, pointsBetween } from './ClockPoint.ts';
import { ARRIVALS, REPORTS } from './fitLine.ts';

/** The sender's clock has lost or won time against the recording process's at once, without a wait that anybody noticed. */
export interface Jump {
  /** On the sender's clock. */
  mediaMs: number;
  /** By how much what follows lies later; negative where it lies earlier. */
  laterMs: number;
}

/** Smaller ones are followed as if the clock had drifted. */
const LEAST_MS = 40;
/** Arrivals on each side, one a second: a busy computer may lose sound every few seconds. */
const ARRIVALS_AROUND = 4;
/**
 * Reports on each side, and from how far away: Firefox makes one every 5 to 7 seconds. Of three, one may be wrong; the nearest alone tells more
 * where there are other jumps close by.
 */
const REPORTS_AROUND = [3, 1] as const;
const REPORTS_AROUND_MS = 30_000;
/** A worker goes by the sender's last report, and there is one at least so often. */
const REPORTS_LAG_MS = 6_000;

/**
 * Where the sender's clock jumped, as it does when a busy computer loses some captured sound: packets come later for good, and the reports
 * say, too, that they were captured later. Where only packets come later, the way has become longer. Both lists in order.
 */
export function jumpsIn(arrivals: readonly ClockPoint[], reports: readonly ClockPoint[]): Jump[] {
  const jump = shiftsIn(arrivals)
    .toSorted((a, b) => Math.abs(b.laterMs) - Math.abs(a.laterMs))
    .find(shift => isReported(shift, reports));
  if (!jump) return [];
  const isBefore = ({ mediaMs }: ClockPoint) => mediaMs < jump.mediaMs;
  const isAfter = (point: ClockPoint) => !isBefore(point);
  // What lies beyond it says nothing about the others.
  return [
    ...jumpsIn(arrivals.filter(isBefore), reports.filter(isBefore)),
    jump,
    ...jumpsIn(arrivals.filter(isAfter), reports.filter(isAfter)),
  ];
}

/** By how much packets come later from each on, where enough of them tell. */
function shiftsIn(arrivals: readonly ClockPoint[]): Jump[] {
  return arrivals.flatMap(({ mediaMs, offsetMs }, index) => {
    const before = arrivals.slice(Math.max(0, index - ARRIVALS_AROUND), index);
    const after = arrivals.slice(index, index + ARRIVALS_AROUND);
    if (Math.min(before.length, after.length) < ARRIVALS_AROUND) return [];
    const laterMs = leastOf(after) - leastOf(before);
    const atOnceMs = offsetMs - (before.at(-1)?.offsetMs ?? offsetMs);
    const isHere = atOnceMs / laterMs >= 0.5;
    return isHere && Math.abs(laterMs) >= LEAST_MS ? [{ mediaMs, laterMs }] : [];
  });
}

function isReported({ mediaMs, laterMs }: Jump, reports: readonly ClockPoint[]): boolean {
  const before = pointsBetween(reports, mediaMs - REPORTS_AROUND_MS, mediaMs);
  return [mediaMs, mediaMs + REPORTS_LAG_MS].some(fromMs => {
    const after = pointsBetween(reports, fromMs, mediaMs + REPORTS_AROUND_MS);
    return REPORTS_AROUND.some(count => {
      const reportedMs = reportedOf(after.slice(0, count)) - reportedOf(before.slice(-count));
      return Math.abs(reportedMs - laterMs) <= Math.abs(laterMs) / 2;
    });
  });
}

function leastOf(points: readonly ClockPoint[]): number {
  return ARRIVALS.statistic(points.map(({ offsetMs }) => offsetMs));
}

/** NaN without any. */
function reportedOf(points: readonly ClockPoint[]): number {
  return REPORTS.statistic(points.map(({ offsetMs }) => offsetMs));
}
