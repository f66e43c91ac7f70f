import { createHmac, randomBytes } from 'node:crypto';
import { RecordingId, StretchId } from '../../../../shared/ids.ts';
import { SYSTEM } from '../../../../shared/interview/events.ts';
import type { InterviewState } from '../../../../shared/interview/state.ts';
import type { CaptureEndReason } from '../../../../shared/media/capture.ts';
import type { MediaPlane, RoomRef } from '../../../../shared/media/mediaPlane.ts';
import { stopReasonOf } from '../../../../shared/recording/recordingDue.ts';
import { runningCapture } from '../../../../shared/recording/reduceRecording.ts';
import type { Interviews } from '../../../interviews/interviews.ts';
import { isRoomGone } from '../../media/mediaRooms.ts';

/** Derives an unguessable recording id from the servers' secret, so every server knows it in advance. */
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

/** Stops a capture. Rejects unless the capture has stopped. */
export async function stopCapture(plane: MediaPlane, room: RoomRef, stretchId: StretchId): Promise<void> {
  try {
    await plane.request('capture.stop', { room, stretchId });
  } catch (error) {
    // When a room is gone, its captures have ended.
    if (!isRoomGone(error)) throw error;
  }
}

/** Logs that a capture has stopped. Call it after the stop, because the recording badge follows the log. */
export async function writeStopped(
  interviews: Interviews,
  { interviewId }: Pick<InterviewState, 'interviewId'>,
  stretchId: StretchId,
  end?: CaptureEndReason,
): Promise<void> {
  await interviews.execute(interviewId, SYSTEM, state => {
    if (runningCapture(state.recording)?.stretchId !== stretchId) return { events: [], result: undefined };
    const reason = stopReasonOf(state, end);
    return { events: [{ kind: 'recording.stopped', payload: { stretchId, reason } }], result: undefined };
  });
}
