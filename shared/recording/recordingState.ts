import { z } from 'zod';
import type { NodeId, RecordingId, StretchId } from '../ids.ts';

/**
 * `consent`: a candidate no longer agrees. `practice`: the practice question is never recorded. `empty`: no candidate
 * is in the room. `media-lost`: the media room was lost and is placed again. `storage-full`, `failed`: the media
 * server cannot write.
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
  /** Oldest first. The last one is running while it has no `stoppedAt`. */
  readonly stretches: readonly CaptureRun[];
  readonly stoppedByLead: boolean;
  readonly trouble?: 'storage-full' | 'failed';
  /** The disk of the running capture is nearly full. */
  readonly storageLow?: true;
  readonly erased: readonly { readonly recordingId: RecordingId; readonly at: number }[];
}

export const RecordingView = z.strictObject({
  /** `on` exactly while the media server records. */
  state: z.enum(['on', 'off']),
  /** Absent if this viewer may not know. `waiting`: it starts with the candidate, or in a moment. */
  why: z.enum(['consent', 'lead', 'practice', 'waiting', 'trouble', 'over']).optional(),
  /** Only for viewers who see trouble. */
  storageLow: z.literal(true).optional(),
  /** True when there is a recording to review or delete. */
  kept: z.boolean(),
  /** Nothing was recorded since the deletion. Candidates only. */
  erased: z.literal(true).optional(),
});
export type RecordingView = z.infer<typeof RecordingView>;
