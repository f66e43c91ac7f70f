import { z } from 'zod';
import { RecordingId, SegmentId, StretchId } from '../ids.ts';

/** A file of a stretch leaves its node in pieces of at most this many bytes. */
export const CAPTURE_PART_MAX_BYTES = 256 * 1024;

/** The two files of a segment: WebM, and JSON lines (`shared/recording/journal.ts`). */
export const SegmentPart = z.enum(['media', 'journal']);
export type SegmentPart = z.infer<typeof SegmentPart>;

/**
 * Why a stretch ended.
 *
 * - `stopped`: by request;
 * - `replaced`: another stretch of the room began;
 * - `room-closed`: the room ended, or its worker died;
 * - `storage-full`: too little of the disk is free;
 * - `failed`: the disk refused to be written to.
 */
export const CaptureEndReason = z.enum(['stopped', 'replaced', 'room-closed', 'storage-full', 'failed']);
export type CaptureEndReason = z.infer<typeof CaptureEndReason>;

/** What one node has on its disk of one stretch. */
export const CapturedStretch = z.strictObject({
  recordingId: RecordingId,
  stretchId: StretchId,
  /** An open one is being written; one whose process died is closed. */
  state: z.enum(['open', 'closed']),
  segments: z
    .array(
      z.strictObject({
        segmentId: SegmentId,
        mediaBytes: z.number().int().nonnegative(),
        journalBytes: z.number().int().nonnegative(),
      }),
    )
    .max(500),
});
export type CapturedStretch = z.infer<typeof CapturedStretch>;
