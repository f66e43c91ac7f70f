import type { Journal } from '../capture/journal.ts';
import { byMediaTime, type ClockPoint, pointsBetween } from './ClockPoint.ts';
import { ARRIVALS, REPORTED_DELAYS } from './fitLine.ts';
import { jumpsIn } from './jumps.ts';

/** What is needed to place a segment. */
export interface SegmentFacts {
  peerId?: string | undefined;
  kind: 'audio' | 'video';
  clockRate: number;
  /** Of the end of its last packet, on the sender's clock. */
  endMs: number;
  journal: Pick<Journal, 'start' | 'first' | 'report' | 'arrival' | 'stall'>;
}

/** A part of a segment in which the sender's clock went on, and what is known of where it lies. */
export interface Piece {
  /** On the sender's clock. */
  fromMs: number;
  toMs: number;
  /** For how long the sender's clock stood still before it. */
  stalledMs: number;
  /** When packets came. */
  arrivals: readonly ClockPoint[];
  /** When media was captured, as the media worker estimated it. */
  reports: readonly ClockPoint[];
  /** The same, from before it can have known: not earlier than it was captured, and late by up to the way to the server. */
  earlyReports: readonly ClockPoint[];
  /** How long after it was captured a packet comes that nothing holds up. */
  delayMs: number | undefined;
}

interface Report extends ClockPoint {
  /** When it came. */
  at: number;
}

/** Where the sender's clock went on after it had stood still, and when that was noticed. */
interface Cut {
  mediaMs: number;
  at: number;
  stalledMs: number;
}

/**
 * A worker places media by when it arrives until it has three reports of the sender, whose microphone makes one in five seconds. Those of its
 * first reports that place it clearly before that show that it has them.
 */
const EARLY_MS = 15_000;
const BEFORE_ARRIVAL_MS = 5;
/** Anyone who is further away cannot hold a conversation: a worker that says so goes by a report from before a stall. */
const DELAY_MAX_MS = 400;
/** The way is not longer or shorter by this much all at once. */
const DELAY_CHANGE_MAX_MS = 200;

/** `workerOffsetMs`: from the media worker's clock to the recording process's. Offsets of the points are to the latter. */
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
  segment: {
    arrivals: readonly ClockPoint[];
    reports: readonly Report[];
    startAt: number;
    endMs: number;
  },
): Piece[] {
  const ordered = cuts.toSorted((a, b) => a.mediaMs - b.mediaMs);
  const pieces: Piece[] = [];
  for (const [index, begin] of [BEGINNING, ...ordered].entries()) {
    const end = ordered[index] ?? { mediaMs: Math.max(segment.endMs, begin.mediaMs), at: Infinity };
    const arrivals = pointsBetween(segment.arrivals, begin.mediaMs, end.mediaMs).filter(
      ({ mediaMs }) => mediaMs < end.mediaMs || end.at === Infinity,
    );
    const expectedMs = pieces.findLast(({ delayMs }) => delayMs !== undefined)?.delayMs;
    // By when they came: during a stall the worker goes on counting the sender's clock, into what will be the next piece.
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

/** How long after it was captured a packet comes that nothing holds up; undefined where one of the two is not known. */
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

/** The offset of the least delayed packets around this moment. */
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
