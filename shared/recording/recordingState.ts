import { z } from 'zod';
import type { NodeId, RecordingId, StretchId } from '../ids.ts';

/**
 * Why a capture run ended.
 * - `consent`: a candidate in the room no longer agrees.
 * - `lead`: the lead stopped it.
 * - `practice`: the virtual recruiter asks the practice question, which is never recorded.
 * - `empty`: no candidate is in the room.
 * - `closed`: the interview was closed for a break or ended.
 * - `media-lost`: the media room was lost and is placed again.
 * - `storage-full`, `failed`: the media server cannot write.
 * - `erased`: the recording was deleted.
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
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly stoppedAt?: number;
  readonly reason?: RecordingStopReason;
}

/** Recording of an interview, as its log has it. Absent before the first event. */
export interface RecordingState {
  /** Absent before the first capture run and after a deletion. */
  readonly recordingId?: RecordingId;
  /** Capture runs, oldest first. The last one is running while it has no `stoppedAt`. */
  readonly stretches: readonly CaptureRun[];
  readonly stoppedByLead: boolean;
  readonly trouble?: 'storage-full' | 'failed';
  /** The disk of the running capture is nearly full. */
  readonly storageLow?: true;
  readonly erased: readonly { readonly recordingId: RecordingId; readonly at: number }[];
}

/** What a person in an interview sees of its recording. */
export const RecordingView = z.strictObject({
  /** `on` exactly while the media server records. */
  state: z.enum(['on', 'off']),
  /** Why it is off, if this viewer may know. `waiting`: it starts with the candidate, or in a moment. */
  why: z.enum(['consent', 'lead', 'practice', 'waiting', 'trouble', 'over']).optional(),
  /** The media server's disk is nearly full. Only for viewers who see trouble. */
  storageLow: z.literal(true).optional(),
  /** True when there is a recording to review or delete. */
  kept: z.boolean(),
  /** The recording was deleted and nothing was recorded since. Candidates only. */
  erased: z.literal(true).optional(),
});
export type RecordingView = z.infer<typeof RecordingView>;
