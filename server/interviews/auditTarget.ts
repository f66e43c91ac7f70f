import type { InterviewState } from '../../shared/interview/state.ts';
import { candidateOf } from '../../shared/recruiter/recruiterContextOf.ts';

/** A practice attempt can be deleted without a trace, and audit entries cannot: its seat's id says nothing once the log has gone. */
export function auditTargetOf(state: InterviewState): string {
  return state.practice ? (candidateOf(state)?.seatId ?? 'practice') : state.interviewId;
}
