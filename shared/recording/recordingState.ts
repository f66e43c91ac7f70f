import { z } from 'zod';
import type { NodeId, RecordingId, StretchId } from '../ids.ts';

/**
 * Why recording stopped. `consent`: a candidate doesn't agree now. `practice`: the practice question is
 * never recorded. `empty`: no candidate is in the room. `media-lost`: the media room was lost and will be
 * replaced. `storage-full`, `failed`: the media server couldn't write.
 */
export const RecordingStopReason = z.enum([
  'consent',
  'lead',
  'practice',
  'empty',
  'closed',
  'media-lost',
  'storage-full',
  'failed',
  'erased',
]);
export type RecordingStopReason = z.infer<typeof RecordingStopReason>;

export interface CaptureRun {
  readonly stretchId: StretchId;
  readonly nodeId: NodeId;
  readonly startedAt: number;
  readonly stoppedAt?: number;
  readonly reason?: RecordingStopReason;
}

export interface RecordingState {
  /** Absent before the first capture run and after a deletion. */
  readonly recordingId?: RecordingId;
  /** Oldest first. The last run is still going while it has no `stoppedAt`. */
  readonly stretches: readonly CaptureRun[];
  readonly stoppedByLead: boolean;
  readonly trouble?: 'storage-full' | 'failed';
  /** True when the disk of the running capture is nearly full. */
  readonly storageLow?: true;
  readonly erased: readonly { readonly recordingId: RecordingId; readonly at: number }[];
}

export const RecordingView = z.strictObject({
  /** `on` only while the media server is actually recording. */
  state: z.enum(['on', 'off']),
  /** Absent if the viewer may not know. `waiting`: recording starts soon, or when the candidate enters. */
  why: z.enum(['consent', 'lead', 'practice', 'waiting', 'trouble', 'over']).optional(),
  /** True when the disk is nearly full. Only sent to viewers who may see `trouble`. */
  storageLow: z.literal(true).optional(),
  /** True when there is a recording to review or delete. */
  kept: z.boolean(),
  /** True when nothing has been recorded since a deletion. Only sent to candidates. */
  erased: z.literal(true).optional(),
});
export type RecordingView = z.infer<typeof RecordingView>;
