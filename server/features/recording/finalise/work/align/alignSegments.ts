import { kindOfSource, type MediaSource } from '../../../../../../shared/media/sources.ts';
import type { PacketTable } from '../capture/PacketTable.ts';
import type { ReadSegment } from '../capture/readSegment.ts';
import type { AlignedSegment } from '../plan/AlignedSegment.ts';
import { alignStretch } from './alignStretch.ts';

/** The last frame is taken to last as long as the one before it, within limits. */
const LAST_FRAME_MIN_MS = 20;
const LAST_FRAME_MAX_MS = 200;
const CLOCK_RATES = { audio: 48_000, video: 90_000 };

/** Places all segments on the recording's time line, stretch by stretch. What was captured before its stretch began is left out. */
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
    const { timelines, toRecordingMs } = alignStretch(facts, fromMs);
    return own.flatMap((segment, index) => {
      const [timeline, fact] = [timelines[index], facts[index]];
      if (!timeline || !fact) return [];
      const { stretchId, segmentId, mediaFile, packets, isStereo, journal } = segment;
      // The end may lie in a piece that has not begun: it belongs to the last packet.
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

/** What the journal says, if it can be: sound comes from no camera. */
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
