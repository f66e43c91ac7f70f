import type { PeerId, SegmentId, StretchId } from '../../../../../../shared/ids.ts';
import { kindOfSource, type MediaSource } from '../../../../../../shared/media/sources.ts';
import type { JournalLineOf } from '../../../../../../shared/recording/journal.ts';
import type { Journal } from '../capture/journal.ts';
import type { PacketTable } from '../capture/PacketTable.ts';
import type { ReadSegment } from '../capture/readSegment.ts';
import { type ClockPoint, leastDelay, median, offsetAt } from './clockLine.ts';
import { type CutSegment, delaysOfSender, type FittedPiece, fitPieces } from './fitPieces.ts';
import { piecesOf, type SegmentFacts } from './pieces.ts';

/** Segment of one producer in one capture run, with its position on the recording's timeline. */
export interface AlignedSegment {
  stretchId: StretchId;
  segmentId: SegmentId;
  /** Undefined when the journal does not have it. */
  peerId: PeerId | undefined;
  source: MediaSource;
  mediaFile: string;
  packets: PacketTable;
  isStereo: boolean;
  journal: Journal;
  timeline: Timeline;
  clockRate: number;
  /** Offset from the recording process's clock to the timeline, if known. */
  toRecordingMs: number | undefined;
  /** From the first packet to the end of the last one, without the time before the capture run. */
  fromMs: number;
  toMs: number;
}

export interface Part {
  segment: AlignedSegment;
  fromMs: number;
  toMs: number;
}

export function msOfTicks({ timeline, clockRate }: AlignedSegment, ticks: number): number {
  return timeline.msOf((ticks * 1_000) / clockRate);
}

export function msOfPacket({ timeline, packets }: AlignedSegment, index: number): number {
  return timeline.msOf(packets.mediaMsOf(index));
}

/** The last frame lasts as long as the one before it, within these limits. */
const LAST_FRAME_MIN_MS = 20;
const LAST_FRAME_MAX_MS = 200;
const CLOCK_RATES = { audio: 48_000, video: 90_000 };

/** Aligns all segments with the recording's timeline, per capture run. Media from before a run is left out. */
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
      const { stretchId, segmentId, mediaFile, packets, isStereo, journal } = segment;
      // The end may be in a piece that has not started, but belongs to the last packet.
      const lastMs = packets.mediaMsOf(packets.count - 1);
      const span = {
        fromMs: Math.max(fromMs, timeline.msOf(packets.mediaMsOf(0))),
        toMs: timeline.msOf(lastMs) + fact.endMs - lastMs,
      };
      const aligned: AlignedSegment = {
        stretchId,
        segmentId,
        peerId: fact.peerId,
        source: sourceOf(segment),
        mediaFile,
        packets,
        isStereo,
        journal,
        timeline,
        clockRate: fact.clockRate,
        toRecordingMs,
        ...span,
      };
      return span.toMs > span.fromMs ? [aligned] : [];
    });
  });
}

/** Uses the journal's source unless its kind is wrong. */
function sourceOf({ kind, journal }: ReadSegment): MediaSource {
  const source = journal.start?.source;
  if (source && kindOfSource(source) === kind) return source;
  return kind === 'audio' ? 'microphone' : 'camera';
}

/** On the sender's clock. */
function endOf(packets: PacketTable): number {
  const last = packets.count - 1;
  const lastMs = packets.mediaMsOf(last);
  const lengthMs = packets.lengthMsOf(last);
  if (lengthMs > 0) return lastMs + lengthMs;
  const beforeMs = last > 0 ? lastMs - packets.mediaMsOf(last - 1) : 0;
  return lastMs + Math.max(LAST_FRAME_MIN_MS, Math.min(LAST_FRAME_MAX_MS, beforeMs));
}

interface AlignedRun {
  timelines: Timeline[];
  /** Offset from the recording process's clock to the timeline, if a journal has it. */
  toRecordingMs: number | undefined;
}

/**
 * Aligns the segments of one capture run that starts at `fromMs`. They share the recording process's clock and one media worker. Without
 * any clock data, a segment starts with the run.
 */
export function alignCaptureRun(segments: readonly SegmentFacts[], fromMs: number): AlignedRun {
  const offsetMs = workerOffsetMs(segments.flatMap(({ journal }) => journal.report));
  const cutSegments = segments.map(facts => ({ facts, pieces: piecesOf(facts, offsetMs) }));
  // A different value comes from another process.
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

/**
 * Offset from the media worker's clock to the recording process's, in milliseconds. Reports have the worker's time of creation and our time
 * of arrival, and some arrive without delay. Undefined without reports.
 */
function workerOffsetMs(
  reports: readonly Pick<JournalLineOf<'report'>, 'at' | 'ntpMs'>[],
): number | undefined {
  return reports.length === 0 ? undefined : leastDelay(reports.map(({ at, ntpMs }) => at - ntpMs));
}

interface TimelineKnot {
  mediaMs: number;
  recordingMs: number;
}

interface TimelinePiece {
  fromMs: number;
  toMs: number;
  /** Sorted, not empty. `offsetMs` is from the sender's clock to the recording's timeline. */
  line: readonly ClockPoint[];
}

/** Maps the media times of a segment to the recording's timeline, with straight lines between knots. */
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

  /** Index of the piece that contains a moment. The sender's clock stood still between pieces. */
  pieceOf(mediaMs: number): number {
    let index = mediaMs < (this.#pieces[this.#recent]?.fromMs ?? 0) ? 0 : this.#recent;
    while (mediaMs >= (this.#pieces[index + 1]?.fromMs ?? Number.POSITIVE_INFINITY)) index += 1;
    this.#recent = index;
    return index;
  }

  /** Sorted; two for each border between pieces. */
  knots(): TimelineKnot[] {
    return this.#pieces.flatMap(({ fromMs, toMs, line }) => {
      const inside = line.filter(({ mediaMs }) => mediaMs > fromMs && mediaMs < toMs);
      const times = [fromMs, ...inside.map(({ mediaMs }) => mediaMs), toMs];
      return times.map(mediaMs => ({ mediaMs, recordingMs: mediaMs + offsetAt(line, mediaMs) }));
    });
  }
}
