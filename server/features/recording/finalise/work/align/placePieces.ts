import { byMediaTime, type ClockPoint, offsetAt } from './ClockPoint.ts';
import { ARRIVALS, fitLine, REPORTED_DELAYS, REPORTS } from './fitLine.ts';
import { delayOf, type Piece, type SegmentFacts } from './pieces.ts';

/** A segment cut into pieces. */
export interface SurveyedSegment {
  facts: SegmentFacts;
  pieces: readonly Piece[];
}

/** A piece with the line that says where it lies on the recording process's clock. */
export interface PlacedPiece {
  fromMs: number;
  toMs: number;
  line: readonly ClockPoint[];
}

/** From so many reports on, single ones cannot lead astray. */
const FEWEST_REPORTS = 3;

/**
 * Places the pieces of a segment, each by the best that is known of it; undefined where nothing is. `delayMs`: how long packets of
 * this sender are on their way, as far as other segments know.
 */
export function placePieces(
  { facts, pieces }: SurveyedSegment,
  delayMs: number | undefined,
): PlacedPiece[] | undefined {
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

/**
 * Arrivals of many packets tell exactly how the sender's clock runs, and not how long they were on their way. Each report tells that, but
 * hangs on the delay of a few of the sender's reports. Together they tell both.
 */
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

/** What is known of a piece by the ones beside it and by how long the sender's clock stood still in between. */
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

/**
 * How long packets of each kind are on their way from one sender, as its segments tell together. Where no worker had the time to learn
 * when media was captured, the longest way that it thought of is the nearest to the truth.
 */
export function delaysOfSender(
  segments: readonly SurveyedSegment[],
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
