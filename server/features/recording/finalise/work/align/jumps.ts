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
const AROUND_MS = 8_000;
const FEWEST_ARRIVALS = 4;
const FEWEST_REPORTS = 3;
/** A worker goes by the sender's last report, and there is one at least so often. */
const REPORTS_LAG_MS = 6_000;
const REPORTS_AROUND_MS = 15_000;

/**
 * Where the sender's clock jumped, as it does when a busy computer loses some captured sound: packets come later for good, and the reports
 * say, too, that they were captured later. Where only packets come later, the way has become longer. Both lists in order.
 */
export function jumpsIn(arrivals: readonly ClockPoint[], reports: readonly ClockPoint[]): Jump[] {
  const shifts = arrivals
    .map(({ mediaMs }) => ({ mediaMs, laterMs: shiftAt(arrivals, mediaMs) }))
    .filter(({ laterMs }) => Math.abs(laterMs) >= LEAST_MS)
    .toSorted((a, b) => Math.abs(b.laterMs) - Math.abs(a.laterMs));
  const found: Jump[] = [];
  for (const shift of shifts) {
    if (found.some(({ mediaMs }) => Math.abs(mediaMs - shift.mediaMs) < 2 * AROUND_MS)) continue;
    if (isReported(shift, reports)) found.push(shift);
  }
  return found.toSorted((a, b) => a.mediaMs - b.mediaMs);
}

/** By how much packets come later from this one on; 0 where too few tell. */
function shiftAt(arrivals: readonly ClockPoint[], mediaMs: number): number {
  const before = pointsBetween(arrivals, mediaMs - AROUND_MS, mediaMs).slice(0, -1);
  const after = pointsBetween(arrivals, mediaMs, mediaMs + AROUND_MS);
  if (Math.min(before.length, after.length) < FEWEST_ARRIVALS) return 0;
  return leastOf(after) - leastOf(before);
}

function isReported({ mediaMs, laterMs }: Jump, reports: readonly ClockPoint[]): boolean {
  const before = pointsBetween(reports, mediaMs - REPORTS_AROUND_MS, mediaMs);
  const afterMs = mediaMs + REPORTS_LAG_MS;
  const after = pointsBetween(reports, afterMs, afterMs + REPORTS_AROUND_MS);
  if (Math.min(before.length, after.length) < FEWEST_REPORTS) return false;
  return Math.abs(reportedOf(after) - reportedOf(before) - laterMs) <= Math.abs(laterMs) / 2;
}

function leastOf(points: readonly ClockPoint[]): number {
  return ARRIVALS.statistic(points.map(({ offsetMs }) => offsetMs));
}

function reportedOf(points: readonly ClockPoint[]): number {
  return REPORTS.statistic(points.map(({ offsetMs }) => offsetMs));
}
