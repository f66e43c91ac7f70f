import { z } from 'zod';
import { PeerId, ProducerId, RecordingId, SegmentId, StretchId } from '../ids.ts';
import { MediaSource } from '../media/sources.ts';

/**
 * The journal of a segment: JSON lines beside its WebM file, written as things happen and synced at least once a second. The file's own
 * time is the sender's RTP clock, counted from the first recorded packet; the journal holds what is needed to place it.
 *
 * - `at`: the recording process's monotonic clock, in milliseconds since 1970 (`performance.timeOrigin + performance.now()`): one clock
 *   for all segments of a stretch, that never jumps.
 * - `ticks`: RTP time since the first recorded packet, unwrapped, in units of the clock rate; never negative but for `report`.
 *
 * A reader takes what it can decode and passes over the rest: a cut last line, kinds that are newer than itself.
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
    /** When the stretch began. */
    stretchAt: at,
    at,
    peerId: PeerId,
    group: z.string(),
    source: MediaSource,
    producerId: ProducerId,
    codec: z.enum(['opus', 'vp8']),
    clockRate: z.number().int().positive(),
    channels: z.number().int().positive().optional(),
    /** Whether the sender had muted by then. */
    muted: z.boolean(),
  }),
  /** The first packet: the RTP timestamp (32 bits, as its receivers see it) of the file's time zero. */
  z.object({ kind: z.literal('first'), at, rtp: z.number().int() }),
  /**
   * What the sender's own reports say (RFC 3550, section 6.4.1): media of `ticks` was captured at `ntpMs`, which counts as `at` does. Made
   * when a report came in, from the third one on: before, no one knows how the sender's clock differs from this one.
   */
  z.object({ kind: z.literal('report'), at, ticks, ntpMs: z.number() }),
  /** Of the packets of about a second, the one that was delayed least. */
  z.object({ kind: z.literal('arrival'), at, ticks }),
  /** No packet for `waitedMs`, while the sender's clock went on by `advancedMs` only: capturing stood still. `ticks`: of the first packet after it. */
  z.object({ kind: z.literal('stall'), at, ticks, waitedMs: z.number(), advancedMs: z.number() }),
  z.object({ kind: z.literal('mute'), at, muted: z.boolean() }),
  /** Packets that never came. `ticks`: of the first packet after them. */
  z.object({ kind: z.literal('lost'), at, ticks, packets: z.number().int() }),
  /** The picture could not be decoded from `fromTicks` on, until a key frame at `ticks` or, without one, the end. */
  z.object({ kind: z.literal('frozen'), at, fromTicks: ticks, ticks, frames: z.number().int() }),
  z.object({ kind: z.literal('keyFrame'), at, ticks }),
  /** The picture's size from this frame on. */
  z.object({ kind: z.literal('size'), at, ticks, width: z.number().int(), height: z.number().int() }),
  /** The simulcast layer that is recorded from about now on. */
  z.object({ kind: z.literal('layer'), at, spatial: z.number().int() }),
  /** Loudest level of each 100 ms from `ticks` on, in -dBov (RFC 6464: 0 is full scale, 127 silence). */
  z.object({ kind: z.literal('levels'), at, ticks, dbov: z.array(z.number().int()) }),
  /** A voice begins or ends at `ticks`. */
  z.object({ kind: z.literal('voice'), at, ticks, speaking: z.boolean() }),
  z.object({
    kind: z.literal('end'),
    at,
    /** Of the end of the last sample. */
    ticks,
    packets: z.number().int(),
    lost: z.number().int(),
    frames: z.number().int(),
    /** Frames left out because they could not be decoded. */
    dropped: z.number().int(),
    mediaBytes: z.number().int(),
  }),
]);
export type JournalLine = z.infer<typeof JournalLine>;
export type JournalLineOf<K extends JournalLine['kind']> = Extract<JournalLine, { kind: K }>;
