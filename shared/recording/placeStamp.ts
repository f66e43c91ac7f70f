import type { MediaStamp } from '../rubric/scorecard.ts';
import type { FinishedMedia } from './finished.ts';
import { type RecordingClock, recordingMsOfMediaTime, withinRecording } from './recordingClock.ts';

type Producer = Pick<FinishedMedia['producers'][number], 'producerId' | 'clockRate' | 'knots'>;

const RTP_WRAP = 2 ** 32;
/** How far outside its knots a producer's clock is still believed to run on as before. */
const BEYOND_KNOTS_MS = 2_000;

export interface StampPlaces {
  readonly clock: RecordingClock;
  /** When the session first opened, epoch milliseconds. */
  readonly openedAt: number | undefined;
  readonly producers: readonly Producer[];
}

/**
 * Where on the time line a rating or note belongs, in milliseconds. Exactly, by what the rater heard, where that was recorded; else by the
 * time since the opening that the rater's page computed.
 */
export function placeStamp({ clock, openedAt, producers }: StampPlaces, stamp: MediaStamp): number {
  const heard = stamp.heard && heardAtMs(producers, stamp.heard);
  if (heard !== undefined) return withinRecording(clock, heard);
  return recordingMsOfMediaTime(clock, openedAt, stamp.mediaTimeMs);
}

/** A producer that was recorded in several stretches is there several times, and one of them holds the moment, or none. */
function heardAtMs(
  producers: readonly Producer[],
  { producerId, rtpTimestamp }: NonNullable<MediaStamp['heard']>,
): number | undefined {
  const own = producers.filter(producer => producer.producerId === producerId);
  for (const producer of own) {
    const atMs = betweenKnots(producer, rtpTimestamp);
    if (atMs !== undefined) return atMs;
  }
  for (const producer of own) {
    const atMs = beyondKnots(producer, rtpTimestamp);
    if (atMs !== undefined) return atMs;
  }
  return undefined;
}

function betweenKnots({ knots }: Producer, rtpTimestamp: number): number | undefined {
  for (const [index, [rtp, ms]] of knots.entries()) {
    const next = knots[index + 1];
    if (!next) return undefined;
    const [length, passed] = [ticksFrom(rtp, next[0]), ticksFrom(rtp, rtpTimestamp)];
    if (passed >= 0 && passed <= length) return length === 0 ? ms : ms + (next[1] - ms) * (passed / length);
  }
  return undefined;
}

/** Just before the first knot, or just after the last one. */
function beyondKnots({ knots, clockRate }: Producer, rtpTimestamp: number): number | undefined {
  for (const knot of [knots[0], knots.at(-1)]) {
    if (!knot) return undefined;
    const beyondMs = (ticksFrom(knot[0], rtpTimestamp) * 1_000) / clockRate;
    if (Math.abs(beyondMs) <= BEYOND_KNOTS_MS) return knot[1] + beyondMs;
  }
  return undefined;
}

/** RTP timestamps have 32 bits and begin anywhere, so of two the nearer way round counts (RFC 3550, section 5.1). */
function ticksFrom(from: number, to: number): number {
  const ticks = (((to - from) % RTP_WRAP) + RTP_WRAP) % RTP_WRAP;
  return ticks >= RTP_WRAP / 2 ? ticks - RTP_WRAP : ticks;
}
