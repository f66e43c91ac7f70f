import { z } from 'zod';
import {
  PeerId,
  ProducerId,
  RECRUITER_PEER_ID,
  RecordingId,
  SeatId,
  SegmentId,
  StretchId,
  seatIdOfPeer,
} from '../ids.ts';
import { MediaSource } from '../media/sources.ts';

/** Milliseconds since recording first started. Counts the times when recording was paused, too. */
export const RecordingMs = z.number().int().nonnegative();

export const Span = z.strictObject({ fromMs: RecordingMs, toMs: RecordingMs });
export type Span = z.infer<typeof Span>;

/** `away`: not connected. `lost`: packets were lost. `stalled`: the sender stopped capturing. */
export const GapReason = z.enum(['away', 'off', 'muted', 'lost', 'stalled']);
export type GapReason = z.infer<typeof GapReason>;

export const Gap = z.strictObject({ ...Span.shape, kind: z.enum(['audio', 'video']), reason: GapReason });
export type Gap = z.infer<typeof Gap>;

/** Loudness of each step from the media's `fromMs` on, in -dBov (127 is silence). */
export const LevelStrip = z.strictObject({
  stepMs: z.number().int().positive(),
  dbov: z.array(z.number().int()),
});
export type LevelStrip = z.infer<typeof LevelStrip>;

/** Stands for the person in a file whose journal is missing or names an unknown peer. */
export const UNKNOWN_PERSON = 'unknown';

/** A file with a person's camera and microphone, or a shared screen. In gaps, it is silent and frozen. */
export const FinishedMedia = z.strictObject({
  /** For example `candidate-1.webm`. */
  fileName: z.string().regex(/^[a-z0-9-]{1,60}\.(webm|mp4)$/),
  /** The `person` of a `CapturedPerson`, or `UNKNOWN_PERSON`. */
  person: z.string().max(120),
  kind: z.enum(['person', 'screen']),
  ...Span.shape,
  hasAudio: z.boolean(),
  hasVideo: z.boolean(),
  width: z.number().int().positive().optional(),
  height: z.number().int().positive().optional(),
  bytes: z.number().int().positive(),
  sha256: z.string().length(64),
  thumbnailName: z.string().optional(),
  gaps: z.array(Gap),
  /** Times when the person spoke, sorted and disjoint. */
  speech: z.array(Span),
  levels: LevelStrip.optional(),
  sizes: z.array(z.strictObject({ atMs: RecordingMs, width: z.number().int(), height: z.number().int() })),
  /** `knots` map RTP time to recording time: `[rtpTimestamp, recordingMs]`, interpolated linearly. */
  producers: z.array(
    z.strictObject({
      producerId: ProducerId,
      source: MediaSource,
      clockRate: z.number().int().positive(),
      ...Span.shape,
      knots: z.array(z.tuple([z.number().int(), z.number()])),
    }),
  ),
});
export type FinishedMedia = z.infer<typeof FinishedMedia>;

/** Captured or finished material that could be used only in part, or not at all. It isn't deleted. */
export const CaptureProblem = z.strictObject({
  stretchId: StretchId.optional(),
  segmentId: SegmentId.optional(),
  /**
   * `truncated`: used up to the cut. `journal-cut`: timing less exact. `missing`: no server has it.
   * `left-out`: the composed file doesn't have all of the media file `name`.
   */
  code: z.enum(['empty', 'truncated', 'unreadable', 'journal-cut', 'foreign', 'missing', 'left-out']),
  name: z.string().max(200).optional(),
});
export type CaptureProblem = z.infer<typeof CaptureProblem>;

export const FinishedRecording = z.strictObject({
  recordingId: RecordingId,
  durationMs: RecordingMs,
  /** Times of continuous capture. Nothing was recorded between them. */
  stretches: z.array(z.strictObject({ stretchId: StretchId, ...Span.shape })),
  media: z.array(FinishedMedia),
  problems: z.array(CaptureProblem),
});
export type FinishedRecording = z.infer<typeof FinishedRecording>;

/** The person behind a peer. All peers of one person are recorded in one file. */
export const CapturedPerson = z.strictObject({ peerId: PeerId, person: z.string().max(120) });
export type CapturedPerson = z.infer<typeof CapturedPerson>;

/** Returns the seat id, or the peer id for the virtual recruiter. */
export function personOfPeer(peerId: PeerId): string {
  return seatIdOfPeer(peerId) ?? peerId;
}

type NamedPerson = { kind: 'recruiter' } | { kind: 'seat'; seatId: SeatId } | { kind: 'unknown' };

export function readPerson(person: string): NamedPerson {
  if (person === RECRUITER_PEER_ID) return { kind: 'recruiter' };
  const seatId = SeatId.safeParse(person);
  return seatId.success ? { kind: 'seat', seatId: seatId.data } : { kind: 'unknown' };
}
