import { agreesToRecording } from '../interview/setup.ts';
import type { InterviewState, Seat } from '../interview/state.ts';
import type { ViewerRole } from '../roles.ts';
import { recordingDue } from './recordingDue.ts';
import type { RecordingView } from './recordingView.ts';
import { runningStretch } from './reduceRecording.ts';

type Why = NonNullable<RecordingView['why']>;

/** What a viewer sees of an interview's recording; `own` is the viewer's seat. Everybody sees whether it runs, not everybody why not. */
export function recordingViewOf(
  state: InterviewState,
  role: ViewerRole,
  own: Seat | undefined,
): RecordingView {
  const kept = state.recording?.recordingId !== undefined;
  if (runningStretch(state.recording)) {
    const isWarned = state.recording?.storageLow === true && isTold('trouble', role, own);
    return { state: 'on', ...(isWarned && { storageLow: true }), kept };
  }
  const why = whyOff(state);
  const erased = role === 'candidate' && !kept && (state.recording?.erased.length ?? 0) > 0;
  return { state: 'off', ...(isTold(why, role, own) && { why }), kept, ...(erased && { erased }) };
}

function whyOff(state: InterviewState): Why {
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

/**
 * Trouble is for those who can do something about it. And what someone has not agreed to is theirs and the interviewers' to know: it is
 * not to weigh with those who rate.
 */
function isTold(why: Why, role: ViewerRole, own: Seat | undefined): boolean {
  if (role === 'interviewer' || role === 'organizer') return true;
  if (why === 'consent') return role === 'candidate' && !agreesToRecording(own?.consent);
  return why !== 'trouble';
}
