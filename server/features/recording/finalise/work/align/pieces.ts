import type { Journal } from '../capture/journal.ts';
import {
  ARRIVALS,
  byMediaTime,
  type ClockPoint,
  pointsBetween,
  REPORTED_DELAYS,
  REPORTS,
} from './clockLine.ts';

export interface SegmentFacts {
  peerId?: string | undefined;
  kind: 'audio' | 'video';
  clockRate: number;
  /** End of the last packet, on the sender's clock. */
  endMs: number;
  journal: Pick<Journal, 'start' | 'first' | 'report' | 'arrival' | 'stall'>;
}

/** Part of a segment during which the sender's clock neither stalls nor jumps, with the data to align it. */
export interface Piece {
  /** Start of the piece on the sender's clock. */
  fromMs: number;
  toMs: number;
  stalledMs: number;
  arrivals: readonly ClockPoint[];
  reports: readonly ClockPoint[];
  /** Clock offsets from before the worker had enough sender reports. Too large by up to the network delay. */
  earlyReports: readonly ClockPoint[];
  /** Time from capture to arrival for a packet that was not held up on the way. */
  delayMs: number | undefined;
}

type Report = ClockPoint & { at: number };

/** Where a stall of the sender's clock ends, and when the stall was noticed (`at`). */
type Cut = { mediaMs: number; at: number; stalledMs: number };

/** Until the worker has three sender reports (5 s apart for audio), it reports arrival times instead. */
const EARLY_MS = 15_000;
const BEFORE_ARRIVAL_MS = 5;
/** Maximum plausible delay of a report. A report with a longer delay is from before a stall. */
const DELAY_MAX_MS = 400;
/** Largest plausible change of the delay from one piece to the next. */
const DELAY_CHANGE_MAX_MS = 200;

/**
 * Splits a segment at stalls and jumps of the sender's clock. `workerOffsetMs` is the offset from the
 * worker's clock to the recording process's clock.
 */
export function piecesOf(facts: SegmentFacts, workerOffsetMs: number | undefined): Piece[] {
  const { journal, clockRate, endMs } = facts;
  const msOf = (ticks: number) => (ticks * 1_000) / clockRate;
  const arrivals = byMediaTime(journal.arrival.map(({ at, ticks }) => pointOf(msOf(ticks), at)));
  const reports = journal.report.map(({ at, ticks, ntpMs }) => ({
    at,
    ...pointOf(msOf(ticks), ntpMs + (workerOffsetMs ?? Number.NaN)),
  }));
  const stalls = journal.stall.map(({ at, ticks, waitedMs, advancedMs }) => ({
    mediaMs: msOf(ticks),
    at,
    stalledMs: waitedMs - advancedMs,
  }));
  const startAt = journal.first?.at ?? journal.start?.at ?? reports[0]?.at ?? 0;
  const cut = (cuts: readonly Cut[]) => {
    const inside = cuts.filter(({ mediaMs }) => mediaMs > 0 && mediaMs <= endMs);
    return cutAt(inside, { arrivals, reports, startAt, endMs });
  };
  const jumps = cut(stalls).flatMap(piece =>
    jumpsIn(piece.arrivals, byMediaTime(piece.reports)).map(({ mediaMs, laterMs }) => ({
      mediaMs,
      at: mediaMs + (arrivals.find(arrival => arrival.mediaMs >= mediaMs)?.offsetMs ?? 0),
      stalledMs: laterMs,
    })),
  );
  return cut([...stalls, ...jumps]);
}

function cutAt(
  cuts: readonly Cut[],
  segment: { arrivals: readonly ClockPoint[]; reports: readonly Report[]; startAt: number; endMs: number },
): Piece[] {
  const ordered = cuts.toSorted((a, b) => a.mediaMs - b.mediaMs);
  const pieces: Piece[] = [];
  for (const [index, begin] of [BEGINNING, ...ordered].entries()) {
    const end = ordered[index] ?? { mediaMs: Math.max(segment.endMs, begin.mediaMs), at: Infinity };
    const arrivals = pointsBetween(segment.arrivals, begin.mediaMs, end.mediaMs).filter(
      ({ mediaMs }) => mediaMs < end.mediaMs || end.at === Infinity,
    );
    const expectedMs = pieces.findLast(({ delayMs }) => delayMs !== undefined)?.delayMs;
    // Assigns reports by arrival time, because the worker's estimate of the sender's clock ignores stalls.
    const usable = segment.reports.filter(
      report => report.at >= begin.at && report.at < end.at && isCredible(report, arrivals, expectedMs),
    );
    const knows = (report: Report) =>
      report.at >= segment.startAt + EARLY_MS ||
      arrivalOffset(arrivals, report.mediaMs) - report.offsetMs >= BEFORE_ARRIVAL_MS;
    const reports = usable.filter(knows);
    pieces.push({
      fromMs: begin.mediaMs,
      toMs: end.mediaMs,
      stalledMs: begin.stalledMs,
      arrivals,
      reports,
      earlyReports: usable.filter(report => !knows(report)),
      delayMs: delayOf(reports, arrivals),
    });
  }
  return pieces;
}

const BEGINNING: Cut = { mediaMs: 0, at: Number.NEGATIVE_INFINITY, stalledMs: 0 };

export function delayOf(reports: readonly ClockPoint[], arrivals: readonly ClockPoint[]): number | undefined {
  if (reports.length === 0 || arrivals.length === 0) return undefined;
  const { statistic } = REPORTED_DELAYS;
  return -statistic(reports.map(report => report.offsetMs - arrivalOffset(arrivals, report.mediaMs)));
}

function isCredible(
  report: ClockPoint,
  arrivals: readonly ClockPoint[],
  expectedMs: number | undefined,
): boolean {
  if (Number.isNaN(report.offsetMs)) return false;
  if (arrivals.length === 0) return true;
  const delayMs = arrivalOffset(arrivals, report.mediaMs) - report.offsetMs;
  return expectedMs === undefined
    ? Math.abs(delayMs) <= DELAY_MAX_MS
    : Math.abs(delayMs - expectedMs) <= DELAY_CHANGE_MAX_MS;
}

/** Returns the offset of the least delayed packets around `mediaMs`. */
function arrivalOffset(arrivals: readonly ClockPoint[], mediaMs: number): number {
  const { statistic, windowMs } = ARRIVALS;
  const around = pointsBetween(arrivals, mediaMs - windowMs, mediaMs + windowMs);
  if (around.length > 0) return statistic(around.map(({ offsetMs }) => offsetMs));
  const [first, last] = [arrivals[0], arrivals.at(-1)];
  return (first && mediaMs < first.mediaMs ? first : last)?.offsetMs ?? Number.NaN;
}

function pointOf(mediaMs: number, at: number): ClockPoint {
  return { mediaMs, offsetMs: at - mediaMs };
}

interface Jump {
  mediaMs: number;
  /** How much later packets arrive after the jump. Negative if they arrive earlier. */
  laterMs: number;
}

/** Smallest clock change that counts as a jump. Smaller changes are treated as drift. */
const LEAST_MS = 40;
const ARRIVALS_AROUND = 4;
/** Reports to compare on each side of a jump: 3, so that one may be wrong, or 1 if other jumps are near. */
const REPORTS_AROUND = [3, 1] as const;
const REPORTS_AROUND_MS = 30_000;
/** Longest time between the arrival of a sender report and its use by the worker. */
const REPORTS_LAG_MS = 6_000;

/** Finds clock jumps in sorted arrivals, as when a busy computer loses sound. Reports confirm a jump. */
function jumpsIn(arrivals: readonly ClockPoint[], reports: readonly ClockPoint[]): Jump[] {
  const jump = shiftsIn(arrivals)
    .toSorted((a, b) => Math.abs(b.laterMs) - Math.abs(a.laterMs))
    .find(shift => isReported(shift, reports));
  if (!jump) return [];
  const isBefore = ({ mediaMs }: ClockPoint) => mediaMs < jump.mediaMs;
  const isAfter = (point: ClockPoint) => !isBefore(point);
  return [
    ...jumpsIn(arrivals.filter(isBefore), reports.filter(isBefore)),
    jump,
    ...jumpsIn(arrivals.filter(isAfter), reports.filter(isAfter)),
  ];
}

/** Returns the packets from which arrivals are later or earlier by at least `LEAST_MS`, and by how much. */
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

/** Returns the clock offset according to the reports, or NaN if there are none. */
function reportedOf(points: readonly ClockPoint[]): number {
  return REPORTS.statistic(points.map(({ offsetMs }) => offsetMs));
}
