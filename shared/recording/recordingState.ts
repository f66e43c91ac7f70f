import { z } from 'zod';
import type { NodeId, RecordingId, StretchId } from '../ids.ts';

/**
 * Why a stretch of a recording ended.
 *
 * - `consent`: a candidate in the room does not agree, or no longer;
 * - `lead`: the lead stopped it;
 * - `practice`: the virtual recruiter's practice question, which is never recorded;
 * - `empty`: no candidate is in the room;
 * - `closed`: the session was closed for a break or ended;
 * - `media-lost`: the media room was lost, and is made anew;
 * - `storage-full`, `failed`: the media server cannot write;
 * - `erased`: with everything that was recorded.
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

export interface RecordedStretch {
  readonly stretchId: StretchId;
  readonly nodeId: NodeId;
  /** Server clock, epoch milliseconds. */
  readonly startedAt: number;
  readonly stoppedAt?: number;
  readonly reason?: RecordingStopReason;
}

/** What the log knows of an interview's recording. Absent until something happens. */
export interface RecordingState {
  /** Of what was recorded and not erased; absent before the first stretch and after an erasure. */
  readonly recordingId?: RecordingId;
  /** Of that recording, oldest first. The last one runs while it has no `stoppedAt`. */
  readonly stretches: readonly RecordedStretch[];
  /** The lead has stopped it, and has not resumed it. */
  readonly stoppedByLead: boolean;
  /** Why it cannot run though it should. */
  readonly trouble?: 'storage-full' | 'failed';
  /** The disk on which the running stretch is recorded fills: it will end when that is full. */
  readonly storageLow?: true;
  readonly erased: readonly { readonly recordingId: RecordingId; readonly at: number }[];
}
