import {
  ARRIVALS,
  byMediaTime,
  type ClockPoint,
  fitLine,
  offsetAt,
  REPORTED_DELAYS,
  REPORTS,
} from './clockLine.ts';
import { delayOf, type Piece, type SegmentFacts } from './pieces.ts';

export type CutSegment = { facts: SegmentFacts; pieces: readonly Piece[] };

/** A piece with the line that maps it to the recording process's clock. */
export type FittedPiece = { fromMs: number; toMs: number; line: readonly ClockPoint[] };

/** Fewest reports needed for a line. With fewer, a single wrong report could distort the line. */
const FEWEST_REPORTS = 3;

/** Fits a line to each piece. `delayMs` is from the sender's other segments. Undefined without data. */
export function fitPieces(
  { facts, pieces }: CutSegment,
  delayMs: number | undefined,
): FittedPiece[] | undefined {
  const ownDelayMs = pieces.find(piece => piece.delayMs !== undefined)?.delayMs;
  const lines: (readonly ClockPoint[] | undefined)[] = pieces.map(piece =>
    ownLine(piece, piece.delayMs ?? ownDelayMs ?? delayMs),
  );
  const [firstPiece] = pieces;
  const startAt = facts.journal.first?.at ?? facts.journal.start?.at;
  if (firstPiece && !lines.some(Boolean) && startAt !== undefined)
    lines[0] = [{ mediaMs: firstPiece.fromMs, offsetMs: startAt - firstPiece.fromMs }];
  fillFromNeighbours(pieces, lines);
  if (lines.some(line => line === undefined)) return undefined;
  return pieces.map(({ fromMs, toMs }, index) => ({ fromMs, toMs, line: lines[index] ?? [] }));
}

function ownLine(piece: Piece, delayMs: number | undefined): ClockPoint[] | undefined {
  const { fromMs, toMs, arrivals, reports, earlyReports } = piece;
  if (reports.length >= FEWEST_REPORTS) return reportedLine(piece);
  const arrivalLine = fitLine(arrivals, ARRIVALS, fromMs, toMs);
  if (arrivalLine && delayMs !== undefined)
    return arrivalLine.map(({ mediaMs, offsetMs }) => ({ mediaMs, offsetMs: offsetMs - delayMs }));
  if (reports.length > 0) return fitLine(reports, REPORTS, fromMs, toMs);
  if (earlyReports.length > 0) return fitLine(latest(earlyReports), ARRIVALS, fromMs, toMs);
  return arrivalLine;
}

/** Combines arrivals, which show the clock's rate precisely, and reports, which show the network delay. */
function reportedLine({ fromMs, toMs, arrivals, reports }: Piece): ClockPoint[] | undefined {
  const arrivalLine = fitLine(arrivals, ARRIVALS, fromMs, toMs);
  if (!arrivalLine) return fitLine(reports, REPORTS, fromMs, toMs);
  const delays = reports.map(({ mediaMs, offsetMs }) => ({
    mediaMs,
    offsetMs: offsetMs - offsetAt(arrivalLine, mediaMs),
  }));
  const delayLine = fitLine(delays, REPORTED_DELAYS, fromMs, toMs) ?? [];
  return arrivalLine.map(({ mediaMs, offsetMs }) => ({
    mediaMs,
    offsetMs: offsetMs + offsetAt(delayLine, mediaMs),
  }));
}

/** Derives the lines of pieces without data from the neighboring pieces and the stalls between them. */
function fillFromNeighbours(pieces: readonly Piece[], lines: (readonly ClockPoint[] | undefined)[]): void {
  for (const [index, piece] of pieces.entries()) {
    const before = lines[index - 1]?.at(-1);
    if (!lines[index] && before)
      lines[index] = [{ mediaMs: piece.fromMs, offsetMs: before.offsetMs + piece.stalledMs }];
  }
  for (const [index, piece] of [...pieces.entries()].reverse()) {
    const [after] = lines[index + 1] ?? [];
    if (!lines[index] && after)
      lines[index] = [
        { mediaMs: piece.toMs, offsetMs: after.offsetMs - (pieces[index + 1]?.stalledMs ?? 0) },
      ];
  }
}

/** Returns one sender's delays. Early estimates are too short, so the longest is used if no others exist. */
export function delaysOfSender(
  segments: readonly CutSegment[],
): Record<'audio' | 'video', number | undefined> {
  const known = segments.flatMap(({ facts, pieces }) =>
    pieces.flatMap(({ delayMs }) => (delayMs === undefined ? [] : [{ kind: facts.kind, delayMs }])),
  );
  const early = segments.flatMap(({ pieces }) =>
    pieces.flatMap(piece => delayOf(latest(piece.earlyReports), piece.arrivals) ?? []),
  );
  const [longest] = early.toSorted((a, b) => b - a);
  const of = (kind: 'audio' | 'video') =>
    (known.find(each => each.kind === kind) ?? known[0])?.delayMs ?? longest;
  return { audio: of('audio'), video: of('video') };
}

function latest(reports: readonly ClockPoint[]): ClockPoint[] {
  return byMediaTime(reports).slice(-FEWEST_REPORTS);
}
