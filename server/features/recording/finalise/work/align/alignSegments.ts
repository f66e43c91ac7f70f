import type { PeerId } from '../../../../../../shared/ids.ts';
import { kindOfSource, type MediaSource } from '../../../../../../shared/media/sources.ts';
import type { JournalLineOf } from '../../../../../../shared/recording/journal.ts';
import type { PacketTable } from '../capture/PacketTable.ts';
import type { ReadSegment } from '../capture/readSegment.ts';
import { type ClockPoint, leastDelay, median, offsetAt } from './clockLine.ts';
import { type CutSegment, delaysOfSender, type FittedPiece, fitPieces } from './fitPieces.ts';
import { piecesOf, type SegmentFacts } from './pieces.ts';

/** Segment of one producer in one capture run, aligned with the recording's timeline. */
export interface AlignedSegment
  extends Pick<ReadSegment, 'stretchId' | 'segmentId' | 'mediaFile' | 'packets' | 'isStereo' | 'journal'> {
  peerId: PeerId | undefined;
  source: MediaSource;
  timeline: Timeline;
  clockRate: number;
  toRecordingMs: number | undefined;
  /** From the first packet, but not before the capture run starts, to the end of the last packet. */
  fromMs: number;
  toMs: number;
}

export type Part = { segment: AlignedSegment; fromMs: number; toMs: number };

export function msOfTicks({ timeline, clockRate }: AlignedSegment, ticks: number): number {
  return timeline.msOf((ticks * 1_000) / clockRate);
}

export function msOfPacket({ timeline, packets }: AlignedSegment, index: number): number {
  return timeline.msOf(packets.mediaMsOf(index));
}

/** Limits of the last frame's length, which is estimated from the frame before it. */
const LAST_FRAME_MIN_MS = 20;
const LAST_FRAME_MAX_MS = 200;
const CLOCK_RATES = { audio: 48_000, video: 90_000 };

/** Aligns segments with the recording's timeline. Omits media from before the start of its capture run. */
export function alignSegments(
  segments: readonly ReadSegment[],
  stretches: readonly { stretchId: string; fromMs: number }[],
): AlignedSegment[] {
  return stretches.flatMap(({ stretchId, fromMs }) => {
    const own = segments.filter(segment => segment.stretchId === stretchId);
    const facts = own.map(({ kind, packets, journal }) => ({
      peerId: journal.start?.peerId,
      kind,
      clockRate: journal.start?.clockRate ?? CLOCK_RATES[kind],
      endMs: endOf(packets),
      journal,
    }));
    const { timelines, toRecordingMs } = alignCaptureRun(facts, fromMs);
    return own.flatMap((segment, index) => {
      const [timeline, fact] = [timelines[index], facts[index]];
      if (!timeline || !fact) return [];
      const { packets } = segment;
      // Maps the last packet's start and adds its length, because its end may be in another piece.
      const lastMs = packets.mediaMsOf(packets.count - 1);
      const span = {
        fromMs: Math.max(fromMs, timeline.msOf(packets.mediaMsOf(0))),
        toMs: timeline.msOf(lastMs) + fact.endMs - lastMs,
      };
      const source = sourceOf(segment);
      const { peerId, clockRate } = fact;
      const aligned: AlignedSegment = {
        ...segment,
        peerId,
        source,
        timeline,
        clockRate,
        toRecordingMs,
        ...span,
      };
      return span.toMs > span.fromMs ? [aligned] : [];
    });
  });
}

/** Returns the source that the journal names, or a default if it is missing or of the wrong kind. */
function sourceOf({ kind, journal }: ReadSegment): MediaSource {
  const source = journal.start?.source;
  if (source && kindOfSource(source) === kind) return source;
  return kind === 'audio' ? 'microphone' : 'camera';
}

/** Returns the end of the last packet on the sender's clock. */
function endOf(packets: PacketTable): number {
  const last = packets.count - 1;
  const lastMs = packets.mediaMsOf(last);
  const lengthMs = packets.lengthMsOf(last);
  if (lengthMs > 0) return lastMs + lengthMs;
  const beforeMs = last > 0 ? lastMs - packets.mediaMsOf(last - 1) : 0;
  return lastMs + Math.max(LAST_FRAME_MIN_MS, Math.min(LAST_FRAME_MAX_MS, beforeMs));
}

/** Aligns the segments of one capture run. A segment without clock data starts when the run starts. */
export function alignCaptureRun(segments: readonly SegmentFacts[], fromMs: number) {
  const offsetMs = workerOffsetMs(segments.flatMap(({ journal }) => journal.report));
  const cutSegments = segments.map(facts => ({ facts, pieces: piecesOf(facts, offsetMs) }));
  // Uses the median, so that a few values from another process's clock have no effect.
  const stretchAt = median(segments.flatMap(({ journal }) => journal.start?.stretchAt ?? []));
  const toRecordingMs = Number.isNaN(stretchAt) ? undefined : fromMs - stretchAt;
  const timelines = cutSegments.map(segment => {
    const delays = delaysOfSender(segmentsOfSender(segment, cutSegments));
    const fitted = toRecordingMs === undefined ? undefined : fitPieces(segment, delays[segment.facts.kind]);
    return new Timeline(
      fitted?.map(piece => shifted(piece, toRecordingMs ?? 0)) ?? [unfitted(segment, fromMs)],
    );
  });
  return { timelines, toRecordingMs };
}

function segmentsOfSender(segment: CutSegment, all: readonly CutSegment[]): CutSegment[] {
  const { peerId } = segment.facts;
  return peerId === undefined ? [segment] : all.filter(({ facts }) => facts.peerId === peerId);
}

function shifted({ line, ...piece }: FittedPiece, byMs: number): TimelinePiece {
  return { ...piece, line: line.map(({ mediaMs, offsetMs }) => ({ mediaMs, offsetMs: offsetMs + byMs })) };
}

function unfitted({ facts }: CutSegment, fromMs: number): TimelinePiece {
  return { fromMs: 0, toMs: facts.endMs, line: [{ mediaMs: 0, offsetMs: fromMs }] };
}

/** Returns the recording process's clock minus the media worker's clock, based on the fastest reports. */
function workerOffsetMs(
  reports: readonly Pick<JournalLineOf<'report'>, 'at' | 'ntpMs'>[],
): number | undefined {
  return reports.length === 0 ? undefined : leastDelay(reports.map(({ at, ntpMs }) => at - ntpMs));
}

interface TimelinePiece {
  fromMs: number;
  toMs: number;
  /** Offsets to the recording's timeline, sorted by time. Never empty. */
  line: readonly ClockPoint[];
}

/** Maps the media times of a segment to the recording's timeline by straight lines between knots. */
export class Timeline {
  readonly #pieces: readonly TimelinePiece[];
  #recent = 0;

  constructor(pieces: readonly TimelinePiece[]) {
    this.#pieces = pieces;
  }

  msOf(mediaMs: number): number {
    const { line } = this.#pieces[this.pieceOf(mediaMs)] ?? { line: [] };
    return mediaMs + offsetAt(line, mediaMs);
  }

  /** Returns the index of the piece that contains `mediaMs`. */
  pieceOf(mediaMs: number): number {
    let index = mediaMs < (this.#pieces[this.#recent]?.fromMs ?? 0) ? 0 : this.#recent;
    while (mediaMs >= (this.#pieces[index + 1]?.fromMs ?? Number.POSITIVE_INFINITY)) index += 1;
    this.#recent = index;
    return index;
  }

  /** Returns all knots in order, with two knots for each border between pieces. */
  knots(): { mediaMs: number; recordingMs: number }[] {
    return this.#pieces.flatMap(({ fromMs, toMs, line }) => {
      const inside = line.filter(({ mediaMs }) => mediaMs > fromMs && mediaMs < toMs);
      const times = [fromMs, ...inside.map(({ mediaMs }) => mediaMs), toMs];
      return times.map(mediaMs => ({ mediaMs, recordingMs: mediaMs + offsetAt(line, mediaMs) }));
    });
  }
}
