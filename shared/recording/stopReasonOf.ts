import type { InterviewState } from '../interview/state.ts';
import type { CaptureEndReason } from '../media/capture.ts';
import { recordingDue } from './recordingDue.ts';
import type { RecordingStopReason } from './recordingState.ts';

/** Why a stretch has ended, as the interview stands. `end` is what the media server says of it, if it has said anything. */
export function stopReasonOf(state: InterviewState, end?: CaptureEndReason): RecordingStopReason {
  if (end === 'storage-full' || end === 'failed') return end;
  if (state.recording?.recordingId === undefined) return 'erased';
  const due = recordingDue(state);
  switch (due) {
    // No one wanted it to end, so the room has.
    case 'due':
      return 'media-lost';
    case 'over':
      return 'closed';
    default:
      return due;
  }
}
