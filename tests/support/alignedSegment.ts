import { randomBytes } from 'node:crypto';
import {
  type AlignedSegment,
  Timeline,
} from '../../server/features/recording/finalise/work/align/alignSegments.ts';
import { emptyJournal, type Journal } from '../../server/features/recording/finalise/work/capture/journal.ts';
import { PacketTable } from '../../server/features/recording/finalise/work/capture/PacketTable.ts';
import { PeerId, SegmentId, StretchId } from '../../shared/ids.ts';
import { kindOfSource, type MediaSource } from '../../shared/media/sources.ts';
import type { WebmPacket } from '../../shared/media/webm.ts';
import type { JournalLineOf } from '../../shared/recording/journal.ts';

export interface HandMadeSegment {
  source?: MediaSource;
  peerId?: string;
  /** Capture time of the first packet, on the recording's timeline. */
  fromMs?: number;
  /** On the sender's clock. */
  lengthMs?: number;
  /** By how much the sender's clock runs fast. */
  driftPpm?: number;
  /** Where the sender's clock stopped: position on its own clock, and duration. */
  stall?: { mediaMs: number; stalledMs: number };
  /** Missing packets, on the sender's clock. */
  holes?: readonly { fromMs: number; toMs: number }[];
  packet?: (index: number) => Partial<WebmPacket>;
  journal?: Partial<Journal>;
  /** When its producer existed, on the recording's timeline. Without it, the segment has no journal. */
  presence?: { fromMs: number; toMs: number; muted?: boolean };
  producerId?: string;
}

const PACKET_MS = { audio: 20, video: 40 };
const KEY_FRAME_EVERY = 25;

/** Returns a segment of evenly spaced packets, as numbers only. Journals count from the recording's zero. */
export function alignedSegment(options: HandMadeSegment = {}): AlignedSegment {
  const { source = 'microphone', fromMs = 0, lengthMs = 10_000, driftPpm = 0, stall } = options;
  const kind = kindOfSource(source);
  const packets = PacketTable.of(packetsOf(options, kind, lengthMs));
  const piece = (pieceFromMs: number, pieceToMs: number, stalledMs = 0) => ({
    fromMs: pieceFromMs,
    toMs: pieceToMs,
    line: [pieceFromMs, pieceToMs].map(mediaMs => ({
      mediaMs,
      offsetMs: fromMs + mediaMs / (1 + driftPpm / 1e6) - mediaMs + stalledMs,
    })),
  });
  const timeline = new Timeline(
    stall ? [piece(0, stall.mediaMs), piece(stall.mediaMs, lengthMs, stall.stalledMs)] : [piece(0, lengthMs)],
  );
  const lastMs = packets.mediaMsOf(packets.count - 1);
  return {
    stretchId: StretchId.parse('a'.repeat(32)),
    segmentId: SegmentId.parse(randomBytes(16).toString('hex')),
    peerId: options.peerId === undefined ? undefined : PeerId.parse(options.peerId),
    source,
    mediaFile: 'nowhere.webm',
    packets,
    isStereo: false,
    journal: journalOf(options),
    timeline,
    clockRate: kind === 'audio' ? 48_000 : 90_000,
    toRecordingMs: 0,
    fromMs: Math.max(0, timeline.msOf(packets.mediaMsOf(0))),
    toMs: timeline.msOf(lastMs) + PACKET_MS[kind],
  };
}

function packetsOf(
  { holes = [], packet }: HandMadeSegment,
  kind: 'audio' | 'video',
  lengthMs: number,
): Partial<WebmPacket>[] {
  const every = PACKET_MS[kind];
  return Array.from({ length: Math.floor(lengthMs / every) }, (_, index) => ({
    mediaMs: index * every,
    bytes: 80,
    ...(kind === 'audio'
      ? { lengthMs: every }
      : { isKey: index % KEY_FRAME_EVERY === 0, width: 640, height: 360 }),
    ...packet?.(index),
  }))
    .map(each => ('isKey' in each && !each.isKey ? { ...each, width: 0, height: 0 } : each))
    .filter(({ mediaMs }) => !holes.some(hole => mediaMs >= hole.fromMs && mediaMs < hole.toMs));
}

function journalOf({
  presence,
  journal,
  producerId = 'producer',
  source = 'microphone',
}: HandMadeSegment): Journal {
  const start = presence && {
    start: {
      at: presence.fromMs,
      muted: presence.muted ?? false,
      producerId,
      source,
    } as JournalLineOf<'start'>,
    end: { at: presence.toMs } as JournalLineOf<'end'>,
    lastAt: presence.toMs,
  };
  return { ...emptyJournal(), ...start, ...journal };
}
