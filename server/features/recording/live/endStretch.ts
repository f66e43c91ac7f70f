import { AppError } from '../../../../shared/errors.ts';
import type { StretchId } from '../../../../shared/ids.ts';
import type { Actor } from '../../../../shared/interview/events.ts';
import type { InterviewState } from '../../../../shared/interview/state.ts';
import type { CaptureEndReason } from '../../../../shared/media/capture.ts';
import type { MediaPlane, RoomRef } from '../../../../shared/media/mediaPlane.ts';
import { runningStretch } from '../../../../shared/recording/reduceRecording.ts';
import { stopReasonOf } from '../../../../shared/recording/stopReasonOf.ts';
import type { Decision } from '../../../interviews/decision.ts';
import type { Interviews } from '../../../interviews/interviews.ts';

const SYSTEM: Actor = { type: 'system' };

/** Resolves when the media plane records this stretch no more. Rejects where that cannot be told. */
export async function stopCapture(plane: MediaPlane, room: RoomRef, stretchId: StretchId): Promise<void> {
  try {
    await plane.request('capture.stop', { room, stretchId });
  } catch (error) {
    // What was recorded in a room has ended with it.
    if (!isGone(error)) throw error;
  }
}

/** Writes that a stretch has ended, unless that is in the log. Only once it has: people take the badge for the truth. */
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
  if (runningStretch(state.recording)?.stretchId !== stretchId) return { events: [], result: undefined };
  const reason = stopReasonOf(state, end);
  return { events: [{ kind: 'recording.stopped', payload: { stretchId, reason } }], result: undefined };
}

/** The room, or the media server that had it, is not there any more. */
export function isGone(error: unknown): boolean {
  return error instanceof AppError && (error.code === 'not-found' || error.code === 'stale-epoch');
}
