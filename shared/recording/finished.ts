import { z } from 'zod';
import { PeerId, ProducerId, RecordingId, SegmentId, StretchId } from '../ids.ts';
import { MediaSource } from '../media/sources.ts';

/** Milliseconds on a recording's time line: zero is when its first stretch began, and nothing is squeezed out of it. */
export const RecordingMs = z.number().int().nonnegative();

export const Span = z.strictObject({ fromMs: RecordingMs, toMs: RecordingMs });
export type Span = z.infer<typeof Span>;

/**
 * Why there is nothing of a track for a while. Time in which nothing was recorded, between stretches, is no gap of anybody's.
 *
 * - `away`: the person was not connected;
 * - `off`: the source was switched off, or was not there yet;
 * - `muted`;
 * - `lost`: the network lost it;
 * - `stalled`: the sender's capturing stood still.
 */
export const GapReason = z.enum(['away', 'off', 'muted', 'lost', 'stalled']);
export type GapReason = z.infer<typeof GapReason>;

export const Gap = z.strictObject({ ...Span.shape, kind: z.enum(['audio', 'video']), reason: GapReason });
export type Gap = z.infer<typeof Gap>;

/** How loud a person was: one number for each step of the time line from the media's `fromMs` on, in -dBov (127: silence). */
export const LevelStrip = z.strictObject({
  stepMs: z.number().int().positive(),
  dbov: z.array(z.number().int()),
});
export type LevelStrip = z.infer<typeof LevelStrip>;

/** Whose a file is where that cannot be told: its journal is missing, or names an unknown person. */
export const UNKNOWN_PERSON = 'unknown';

/**
 * One file that can be played and sought: a person (camera and microphone together, from all pages of the seat and all stretches), or one
 * person's shared screen. Its own time zero is `fromMs` of the recording. Sound has no holes: where there is none, there is silence. A
 * picture stands still in its gaps.
 */
export const FinishedMedia = z.strictObject({
  /** Name of the file in the folder of the finished recording, such as `candidate-1.webm`. */
  fileName: z.string().regex(/^[a-z0-9-]{1,60}\.(webm|mp4)$/),
  /** What the finaliser was told to call the person, or `UNKNOWN_PERSON`. */
  person: z.string().max(120),
  kind: z.enum(['person', 'screen']),
  ...Span.shape,
  hasAudio: z.boolean(),
  hasVideo: z.boolean(),
  /** Largest picture in it; absent without one. */
  width: z.number().int().positive().optional(),
  height: z.number().int().positive().optional(),
  bytes: z.number().int().positive(),
  sha256: z.string().length(64),
  /** A JPEG in the same folder. */
  thumbnailName: z.string().optional(),
  gaps: z.array(Gap),
  /** When there was a voice, by the levels of the microphone; in order, apart from each other. */
  speech: z.array(Span),
  levels: LevelStrip.optional(),
  /** Where changes of picture size lie. */
  sizes: z.array(z.strictObject({ atMs: RecordingMs, width: z.number().int(), height: z.number().int() })),
  /** From which producers it was made, and where the RTP time of each lies: `[rtpTimestamp, recordingMs]`, in order; straight lines in between. */
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

/** What could not be used of what was recorded, or only in part. Nothing is deleted for it. */
export const CaptureProblem = z.strictObject({
  stretchId: StretchId.optional(),
  segmentId: SegmentId.optional(),
  /**
   * - `empty`: no frame in it; - `truncated`: it was cut off, what came before the cut is there; - `unreadable`: no WebM, or not ours;
   * - `journal-cut`: its journal was cut off or is missing, so that it is placed less exactly; - `foreign`: a file that no one knows;
   * - `missing`: a stretch that no media server has.
   */
  code: z.enum(['empty', 'truncated', 'unreadable', 'journal-cut', 'foreign', 'missing']),
  name: z.string().max(200).optional(),
});
export type CaptureProblem = z.infer<typeof CaptureProblem>;

/** What finalising makes of the captured stretches of a recording. */
export const FinishedRecording = z.strictObject({
  recordingId: RecordingId,
  durationMs: RecordingMs,
  /** When recording ran. Elsewhere on the time line nothing was recorded. */
  stretches: z.array(z.strictObject({ stretchId: StretchId, ...Span.shape })),
  media: z.array(FinishedMedia),
  problems: z.array(CaptureProblem),
});
export type FinishedRecording = z.infer<typeof FinishedRecording>;

/** Whose media a peer's is. Peers with the same `person` go into one file. */
export const CapturedPerson = z.strictObject({ peerId: PeerId, person: z.string().max(120) });
export type CapturedPerson = z.infer<typeof CapturedPerson>;
