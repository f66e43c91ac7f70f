import { createHmac, randomBytes } from 'node:crypto';
import { AppError } from '../../../../shared/errors.ts';
import { RecordingId, StretchId } from '../../../../shared/ids.ts';
import type { Actor } from '../../../../shared/interview/events.ts';
import type { InterviewState } from '../../../../shared/interview/state.ts';
import type { CaptureEndReason } from '../../../../shared/media/capture.ts';
import type { MediaPlane, RoomRef } from '../../../../shared/media/mediaPlane.ts';
import { stopReasonOf } from '../../../../shared/recording/recordingDue.ts';
import { runningCapture } from '../../../../shared/recording/reduceRecording.ts';
import type { Decision } from '../../../interviews/decision.ts';
import type { Interviews } from '../../../interviews/interviews.ts';

/**
 * Derives the id of the current or next recording of an interview from the servers' shared secret. It cannot be guessed, and a server that
 * takes over knows it before it is in the log.
 */
export function recordingIdOf(state: InterviewState, secret: string): RecordingId {
  const { recordingId, erased = [] } = state.recording ?? {};
  if (recordingId !== undefined) return recordingId;
  const digest = createHmac('sha256', secret)
    .update(`recording ${state.interviewId} ${erased.length}`)
    .digest('hex');
  return RecordingId.parse(digest.slice(0, 32));
}

export function newStretchId(): StretchId {
  return StretchId.parse(randomBytes(16).toString('hex'));
}

const SYSTEM: Actor = { type: 'system' };

/** Resolves when the capture has stopped. Rejects when that is unknown. */
export async function stopCapture(plane: MediaPlane, room: RoomRef, stretchId: StretchId): Promise<void> {
  try {
    await plane.request('capture.stop', { room, stretchId });
  } catch (error) {
    // The captures of a room end with it.
    if (!isGone(error)) throw error;
  }
}

/**
 * Logs the end of a capture unless it is logged. Call it only after the capture has stopped, because the recording badge follows the log.
 */
export async function writeStopped(
  interviews: Interviews,
  { interviewId }: Pick<InterviewState, 'interviewId'>,
  stretchId: StretchId,
  end?: CaptureEndReason,
): Promise<void> {
  await interviews.execute(interviewId, SYSTEM, state => decideStopped(state, stretchId, end));
}

function decideStopped(
  state: InterviewState,
  stretchId: StretchId,
  end: CaptureEndReason | undefined,
): Decision<undefined> {
  if (runningCapture(state.recording)?.stretchId !== stretchId) return { events: [], result: undefined };
  const reason = stopReasonOf(state, end);
  return { events: [{ kind: 'recording.stopped', payload: { stretchId, reason } }], result: undefined };
}

/** True when the room or its media server no longer exists. */
export function isGone(error: unknown): boolean {
  return error instanceof AppError && (error.code === 'not-found' || error.code === 'stale-epoch');
}
