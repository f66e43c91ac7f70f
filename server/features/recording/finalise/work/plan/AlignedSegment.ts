import type { PeerId, SegmentId, StretchId } from '../../../../../../shared/ids.ts';
import type { MediaSource } from '../../../../../../shared/media/sources.ts';
import type { Timeline } from '../align/Timeline.ts';
import type { Journal } from '../capture/journal.ts';
import type { PacketTable } from '../capture/PacketTable.ts';

/** What one producer sent in one stretch, and where it lies on the recording's time line. */
export interface AlignedSegment {
  stretchId: StretchId;
  segmentId: SegmentId;
  /** Undefined where its journal does not tell. */
  peerId: PeerId | undefined;
  source: MediaSource;
  mediaFile: string;
  packets: PacketTable;
  isStereo: boolean;
  journal: Journal;
  timeline: Timeline;
  clockRate: number;
  /** What is added to the recording process's clock; undefined where it is not known. */
  toRecordingMs: number | undefined;
  /** From its first packet to the end of its last one, as far as its stretch had begun. */
  fromMs: number;
  toMs: number;
}

/** A time in which a file shows or plays one segment. */
export interface Part {
  segment: AlignedSegment;
  fromMs: number;
  toMs: number;
}

/** Of a line in the journal of a segment. */
export function msOfTicks({ timeline, clockRate }: AlignedSegment, ticks: number): number {
  return timeline.msOf((ticks * 1_000) / clockRate);
}

/** Where the packet begins on the recording's time line. */
export function msOfPacket({ timeline, packets }: AlignedSegment, index: number): number {
  return timeline.msOf(packets.mediaMsOf(index));
}
