import { z } from 'zod';
import { RecordingId, SegmentId, StretchId } from '../ids.ts';

/** Maximum number of bytes that one `capture.read` request returns. */
export const CAPTURE_PART_MAX_BYTES = 256 * 1024;

/** `media` is WebM. `journal` is JSON lines (`shared/recording/journal.ts`). */
export const SegmentPart = z.enum(['media', 'journal']);
export type SegmentPart = z.infer<typeof SegmentPart>;

/**
 * `replaced`: another capture run started in the room. `room-closed`: the room closed or its worker died.
 * `storage-full`: too little disk space is free. `failed`: writing to the disk failed.
 */
export const CaptureEndReason = z.enum(['stopped', 'replaced', 'room-closed', 'storage-full', 'failed']);
export type CaptureEndReason = z.infer<typeof CaptureEndReason>;

export const CapturedRun = z.strictObject({
  recordingId: RecordingId,
  stretchId: StretchId,
  /** `closed`: the run is complete, or the process that recorded it died. */
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
export type CapturedRun = z.infer<typeof CapturedRun>;
