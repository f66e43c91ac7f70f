import { isFinal } from '../interview/phases.ts';
import { agreesToRecording } from '../interview/setup.ts';
import type { InterviewState, Seat } from '../interview/state.ts';
import { effectivePresence } from '../interview/view.ts';
import type { CaptureEndReason } from '../media/capture.ts';
import type { RecruiterState } from '../recruiter/recruiterState.ts';
import type { ViewerRole } from '../roles.ts';
import type { RecordingStopReason, RecordingView } from './recordingState.ts';
import { runningCapture } from './reduceRecording.ts';

/**
 * `empty`: no candidate in the room. `consent`: not all agreed to the terms. `lead`: the lead stopped it.
 */
type NotDue = 'over' | 'closed' | 'empty' | 'consent' | 'lead' | 'practice';

/** Returns `due` if the interview must be recorded now, otherwise the first reason against it. */
export function recordingDue(state: InterviewState): 'due' | NotDue {
  if (isFinal(state.phase)) return 'over';
  if (state.phase !== 'open') return 'closed';
  const candidates = Object.values(state.seats).filter(seat => seat.role === 'candidate' && isInRoom(seat));
  if (candidates.length === 0) return 'empty';
  if (!candidates.every(({ consent }) => agreesToRecording(consent))) return 'consent';
  if (state.recording?.stoppedByLead) return 'lead';
  return state.recruiter && isPracticing(state.recruiter) ? 'practice' : 'due';
}

/** True when the current recording may continue. A deleted recording may not, even if a new one is due. */
export function mayContinue(state: InterviewState): boolean {
  return recordingDue(state) === 'due' && state.recording?.recordingId !== undefined;
}

function isInRoom(seat: Parameters<typeof effectivePresence>[0]): boolean {
  const presence = effectivePresence(seat);
  return presence === 'inside' || presence === 'reconnecting';
}

/** True during the practice question. False while a person has taken over from the virtual recruiter. */
function isPracticing({ settings, stage, topic }: RecruiterState): boolean {
  if (stage.name === 'person') return false;
  if (topic) return topic.questionId === undefined;
  if (stage.name === 'before') return settings.practice;
  const course = stage.name === 'paused' || stage.name === 'away' ? stage.resume : stage;
  return course.name === 'speaking' && course.then === 'practise';
}

/** Returns why recording stopped. `end`: the reason from the media server, if any. */
export function stopReasonOf(state: InterviewState, end?: CaptureEndReason): RecordingStopReason {
  if (end === 'storage-full' || end === 'failed') return end;
  if (state.recording?.recordingId === undefined) return 'erased';
  const due = recordingDue(state);
  switch (due) {
    // Recording is still due, so the room must have been lost.
    case 'due':
      return 'media-lost';
    case 'over':
      return 'closed';
    default:
      return due;
  }
}

type Why = NonNullable<RecordingView['why']>;

/** Returns the recording's state for a viewer, with the reason for a stop only if they may know it. */
export function recordingViewOf(
  state: InterviewState,
  role: ViewerRole,
  own: Seat | undefined,
): RecordingView {
  const kept = state.recording?.recordingId !== undefined;
  if (runningCapture(state.recording)) {
    const isWarned = state.recording?.storageLow === true && mayKnow('trouble', role, own);
    return { state: 'on', ...(isWarned && { storageLow: true }), kept };
  }
  const why = whyOff(state);
  const erased = role === 'candidate' && !kept && (state.recording?.erased.length ?? 0) > 0;
  return { state: 'off', ...(mayKnow(why, role, own) && { why }), kept, ...(erased && { erased }) };
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

/** True when a viewer may know `why`. Missing consent could bias evaluators. Only staff can fix trouble. */
function mayKnow(why: Why, role: ViewerRole, own: Seat | undefined): boolean {
  if (role === 'interviewer' || role === 'organizer') return true;
  if (why === 'consent') return role === 'candidate' && !agreesToRecording(own?.consent);
  return why !== 'trouble';
}
