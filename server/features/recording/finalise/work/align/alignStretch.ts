import { piecesOf, type SegmentFacts } from './pieces.ts';
import { delaysOfSender, type PlacedPiece, placePieces, type SurveyedSegment } from './placePieces.ts';
import { median } from './statistics.ts';
import { Timeline, type TimelinePiece } from './Timeline.ts';
import { workerOffsetMs } from './workerClock.ts';

export interface AlignedStretch {
  /** Of each segment, in their order. */
  timelines: Timeline[];
  /** What is added to the recording process's clock; undefined where no journal tells. */
  toRecordingMs: number | undefined;
}

/**
 * Places the segments of one stretch on the recording's time line, on which the stretch begins at `fromMs`. All of them share the
 * recording process's clock, and one media worker. One of which nothing is known begins with the stretch.
 */
export function alignStretch(segments: readonly SegmentFacts[], fromMs: number): AlignedStretch {
  const offsetMs = workerOffsetMs(segments.flatMap(({ journal }) => journal.report));
  const surveyed = segments.map(facts => ({ facts, pieces: piecesOf(facts, offsetMs) }));
  // One that says something else has not been written by the process that wrote the others.
  const stretchAt = median(segments.flatMap(({ journal }) => journal.start?.stretchAt ?? []));
  const toRecordingMs = Number.isNaN(stretchAt) ? undefined : fromMs - stretchAt;
  const timelines = surveyed.map(segment => {
    const delays = delaysOfSender(fellowsOf(segment, surveyed));
    const placed = toRecordingMs === undefined ? undefined : placePieces(segment, delays[segment.facts.kind]);
    return new Timeline(
      placed?.map(piece => shifted(piece, toRecordingMs ?? 0)) ?? [unplaced(segment, fromMs)],
    );
  });
  return { timelines, toRecordingMs };
}

function fellowsOf(segment: SurveyedSegment, all: readonly SurveyedSegment[]): SurveyedSegment[] {
  const { peerId } = segment.facts;
  return peerId === undefined ? [segment] : all.filter(({ facts }) => facts.peerId === peerId);
}

function shifted({ line, ...piece }: PlacedPiece, byMs: number): TimelinePiece {
  return { ...piece, line: line.map(({ mediaMs, offsetMs }) => ({ mediaMs, offsetMs: offsetMs + byMs })) };
}

function unplaced({ facts }: SurveyedSegment, fromMs: number): TimelinePiece {
  return { fromMs: 0, toMs: facts.endMs, line: [{ mediaMs: 0, offsetMs: fromMs }] };
}
