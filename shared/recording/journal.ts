import { z } from 'zod';
import { PeerId, ProducerId, RecordingId, SegmentId, StretchId } from '../ids.ts';
import { MediaSource } from '../media/sources.ts';

/**
 * Times in a segment's journal, which has JSON lines and is stored next to the segment's WebM file.
 * `at`: milliseconds since 1970 by the recording process's monotonic clock, comparable between segments.
 * `ticks`: RTP time since the first recorded packet, without overflow. Negative only in `report`.
 */
const at = z.number();
const ticks = z.number().int();

export const JournalLine = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('start'),
    version: z.literal(1),
    recordingId: RecordingId,
    stretchId: StretchId,
    segmentId: SegmentId,
    stretchAt: at,
    at,
    peerId: PeerId,
    group: z.string(),
    source: MediaSource,
    producerId: ProducerId,
    codec: z.enum(['opus', 'vp8']),
    clockRate: z.number().int().positive(),
    channels: z.number().int().positive().optional(),
    muted: z.boolean(),
  }),
  /** The RTP timestamp (32 bits) at which the file's time is zero. */
  z.object({ kind: z.literal('first'), at, rtp: z.number().int() }),
  /** From an RTCP sender report (RFC 3550, 6.4.1): the media at `ticks` was captured at `ntpMs`. */
  z.object({ kind: z.literal('report'), at, ticks, ntpMs: z.number() }),
  /** The least delayed packet of about one second. */
  z.object({ kind: z.literal('arrival'), at, ticks }),
  /** No packet came for `waitedMs`. RTP time advanced by `advancedMs` until the next packet, at `ticks`. */
  z.object({ kind: z.literal('stall'), at, ticks, waitedMs: z.number(), advancedMs: z.number() }),
  z.object({ kind: z.literal('mute'), at, muted: z.boolean() }),
  /** Packets were lost. `ticks`: the first packet after them. */
  z.object({ kind: z.literal('lost'), at, ticks, packets: z.number().int() }),
  /** Video can't be decoded from `fromTicks` until a key frame at `ticks`, or until the end. */
  z.object({ kind: z.literal('frozen'), at, fromTicks: ticks, ticks, frames: z.number().int() }),
  z.object({ kind: z.literal('keyFrame'), at, ticks }),
  z.object({ kind: z.literal('size'), at, ticks, width: z.number().int(), height: z.number().int() }),
  /** The simulcast layer that is recorded from about this line on. */
  z.object({ kind: z.literal('layer'), at, spatial: z.number().int() }),
  /** Loudest level of each 100 ms from `ticks` on, in -dBov (RFC 6464). */
  z.object({ kind: z.literal('levels'), at, ticks, dbov: z.array(z.number().int()) }),
  z.object({ kind: z.literal('voice'), at, ticks, speaking: z.boolean() }),
  z.object({
    kind: z.literal('end'),
    at,
    ticks,
    packets: z.number().int(),
    lost: z.number().int(),
    frames: z.number().int(),
    /** Frames that could not be decoded. */
    dropped: z.number().int(),
    mediaBytes: z.number().int(),
  }),
]);
export type JournalLine = z.infer<typeof JournalLine>;
export type JournalLineOf<K extends JournalLine['kind']> = Extract<JournalLine, { kind: K }>;
