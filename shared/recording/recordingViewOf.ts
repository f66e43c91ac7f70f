import type { InterviewState } from '../interview/state.ts';
import type { ViewerRole } from '../roles.ts';
import { recordingDue } from './recordingDue.ts';
import type { RecordingView } from './recordingState.ts';
import { runningStretch } from './reduceRecording.ts';

/** Who is told that a media server cannot record. For everybody else it is not recorded, and that is all. */
const HEARS_OF_TROUBLE: readonly ViewerRole[] = ['interviewer', 'organizer'];

/** What a viewer sees of an interview's recording. */
export function recordingViewOf(state: InterviewState, role: ViewerRole): RecordingView {
  const kept = state.recording?.recordingId !== undefined;
  if (runningStretch(state.recording)) return { state: 'on', kept };
  const why = whyOff(state);
  const told = why !== 'trouble' || HEARS_OF_TROUBLE.includes(role);
  return { state: 'off', ...(told && { why }), kept };
}

function whyOff(state: InterviewState): NonNullable<RecordingView['why']> {
  const due = recordingDue(state);
  switch (due) {
    case 'due':
      return state.recording?.trouble ? 'trouble' : 'waiting';
    case 'closed':
    case 'empty':
      return 'waiting';
    default:
      return due;
  }
}
