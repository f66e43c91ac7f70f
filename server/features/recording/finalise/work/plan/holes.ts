import { kindOfSource } from '../../../../../../shared/media/sources.ts';
import type { GapReason, Span } from '../../../../../../shared/recording/finished.ts';
import { mergedSpans, sharedSpans } from '../../../../../../shared/recording/spans.ts';
import type { PacketTable } from '../capture/PacketTable.ts';
import { type AlignedSegment, msOfPacket, msOfTicks } from './AlignedSegment.ts';
import { mutesOf } from './presence.ts';

/** A time in a segment in which nothing came. */
export interface Hole extends Span {
  reason: GapReason;
}

/** Shorter ones no one hears or sees. */
const HOLE_MIN_MS = { audio: 60, video: 150 };

/**
 * The holes within a segment, and why there was nothing. Where no reason is known there is no hole: silence need not be sent, nor a picture
 * in which nothing moves. A camera that comes back in another size did not stand still: its layer had ended, and the next one was waited for.
 */
export function holesOf(segment: AlignedSegment): Hole[] {
  const { packets, timeline, source } = segment;
  const minMs = HOLE_MIN_MS[kindOfSource(source)];
  const mutes = mutesOf(segment);
  const losses = lossesOf(segment);
  const holes: Hole[] = [];
  for (let index = 1; index < packets.count; index += 1) {
    const span = {
      fromMs: msOfPacket(segment, index - 1) + packets.lengthMsOf(index - 1),
      toMs: msOfPacket(segment, index),
    };
    if (span.toMs - span.fromMs < minMs) continue;
    const middleMs = (span.fromMs + span.toMs) / 2;
    const isMuted = mutes.some(({ fromMs, toMs }) => fromMs <= middleMs && middleMs < toMs);
    const pieces = [index - 1, index].map(at => timeline.pieceOf(packets.mediaMsOf(at)));
    const isLost =
      packets.at(index).isAfterDamage ||
      sharedSpans([span], losses).length > 0 ||
      (source === 'camera' && isResizedAt(packets, index));
    const reason = isMuted ? 'muted' : pieces[0] !== pieces[1] ? 'stalled' : isLost ? 'lost' : undefined;
    if (reason) holes.push({ ...span, reason });
  }
  return holes;
}

/** A size stands in key frames only. */
function isResizedAt(packets: PacketTable, index: number): boolean {
  const { width, height } = packets.at(index);
  if (width === 0) return false;
  for (let before = index - 1; before >= 0; before -= 1) {
    const earlier = packets.at(before);
    if (earlier.width > 0) return earlier.width !== width || earlier.height !== height;
  }
  return false;
}

/** When something should have come that did not. */
function lossesOf(segment: AlignedSegment): Span[] {
  const { lost, frozen } = segment.journal;
  const spans = [
    // The moment before the first packet that came again.
    ...lost.map(({ ticks }) => ({ fromMs: msOfTicks(segment, ticks) - 1, toMs: msOfTicks(segment, ticks) })),
    ...frozen.map(({ fromTicks, ticks }) => ({
      fromMs: msOfTicks(segment, fromTicks) - 1,
      toMs: msOfTicks(segment, ticks),
    })),
  ];
  return mergedSpans(spans);
}
