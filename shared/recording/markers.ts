import type { NoteId, SeatId } from '../ids.ts';
import type { RatingKey } from '../rubric/rating.ts';
import type { MediaStamp } from '../rubric/scorecard.ts';
import type { FinishedMedia } from './finished.ts';
import { type RecordingClock, recordingMsOfMediaTime, withinRecording } from './recordingClock.ts';

/** Marker ids are short, because page addresses contain them. */

export function ratingMarkerId(seatId: SeatId, key: RatingKey): string {
  return `r:${seatId}:${key}`;
}

export function noteMarkerId(noteId: NoteId): string {
  return `n:${noteId}`;
}

export function eventMarkerId(seq: number, index: number): string {
  return `e:${seq}.${index}`;
}

type Producer = Pick<FinishedMedia['producers'][number], 'producerId' | 'clockRate' | 'knots'>;

const RTP_WRAP = 2 ** 32;
/** How far before the first or after the last of `knots` an RTP time can still be converted. */
const BEYOND_KNOTS_MS = 2_000;

export interface StampContext {
  readonly clock: RecordingClock;
  /** Epoch milliseconds of the interview's first opening. */
  readonly openedAt: number | undefined;
  readonly producers: readonly Producer[];
}

/** Returns the recording time of a stamp. Exact if the audio that the rater heard was recorded. */
export function positionOfStamp({ clock, openedAt, producers }: StampContext, stamp: MediaStamp): number {
  const heard = stamp.heard && heardAtMs(producers, stamp.heard);
  if (heard !== undefined) return withinRecording(clock, heard);
  return recordingMsOfMediaTime(clock, openedAt, stamp.mediaTimeMs);
}

/** Returns the recording time of heard audio. A producer has one entry for each capture run. */
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

function beyondKnots({ knots, clockRate }: Producer, rtpTimestamp: number): number | undefined {
  for (const knot of [knots[0], knots.at(-1)]) {
    if (!knot) return undefined;
    const beyondMs = (ticksFrom(knot[0], rtpTimestamp) * 1_000) / clockRate;
    if (Math.abs(beyondMs) <= BEYOND_KNOTS_MS) return knot[1] + beyondMs;
  }
  return undefined;
}

/** Returns the shorter signed distance between two 32-bit RTP timestamps. */
function ticksFrom(from: number, to: number): number {
  const ticks = (((to - from) % RTP_WRAP) + RTP_WRAP) % RTP_WRAP;
  return ticks >= RTP_WRAP / 2 ? ticks - RTP_WRAP : ticks;
}
