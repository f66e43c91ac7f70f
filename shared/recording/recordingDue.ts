import { isFinal } from '../interview/phases.ts';
import { agreesToRecording } from '../interview/setup.ts';
import type { InterviewState } from '../interview/state.ts';
import { placeOf } from '../interview/view.ts';
import type { RecruiterState } from '../recruiter/recruiterState.ts';

/**
 * Why an interview is not to be recorded at a moment.
 *
 * - `over`: it has ended, or was called off;
 * - `closed`: the session is not open;
 * - `empty`: no candidate is in the room: interviewers among themselves are never recorded;
 * - `consent`: a candidate in the room has not agreed to the words as they are now, or no longer does;
 * - `lead`: the lead has stopped it;
 * - `practice`: the virtual recruiter's practice question is still to come, or being answered.
 */
export type NotDue = 'over' | 'closed' | 'empty' | 'consent' | 'lead' | 'practice';

/** Whether an interview is to be recorded now. Of several reasons against it the first of the list is given. */
export function recordingDue(state: InterviewState): 'due' | NotDue {
  if (isFinal(state.phase)) return 'over';
  if (state.phase !== 'open') return 'closed';
  const candidates = Object.values(state.seats).filter(seat => seat.role === 'candidate' && isInRoom(seat));
  if (candidates.length === 0) return 'empty';
  if (!candidates.every(({ consent }) => agreesToRecording(consent))) return 'consent';
  if (state.recording?.stoppedByLead) return 'lead';
  return state.recruiter && isPractising(state.recruiter) ? 'practice' : 'due';
}

/** Whether what is being recorded may go on. What was erased may not, also where it is to begin anew. */
export function mayGoOn(state: InterviewState): boolean {
  return recordingDue(state) === 'due' && state.recording?.recordingId !== undefined;
}

function isInRoom(seat: Parameters<typeof placeOf>[0]): boolean {
  const place = placeOf(seat);
  return place === 'inside' || place === 'reconnecting';
}

/** Until the practice question is behind the candidate. While a person has taken over, no one practises. */
function isPractising({ settings, stage, topic }: RecruiterState): boolean {
  if (stage.name === 'person') return false;
  if (topic) return topic.questionId === undefined;
  if (stage.name === 'before') return settings.practice;
  const course = stage.name === 'paused' || stage.name === 'away' ? stage.resume : stage;
  return course.name === 'speaking' && course.then === 'practise';
}
