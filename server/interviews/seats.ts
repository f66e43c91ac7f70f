import { AppError } from '../../shared/errors.ts';
import type { LinkId, SeatId } from '../../shared/ids.ts';
import type { InterviewState, Seat } from '../../shared/interview/state.ts';
import { candidateOf } from '../../shared/recruiter/recruiterContextOf.ts';

/** Returns a seat of this interview. Throws `not-found`. */
export function requireSeat(state: InterviewState, seatId: SeatId): Seat {
  const seat = state.seats[seatId];
  if (!seat) throw AppError.notFound('seat', seatId);
  return seat;
}

/** True when the link is neither revoked nor replaced, and the seat's person was not removed. */
export function linkHolds(
  state: InterviewState,
  { seatId, linkId }: { seatId: SeatId; linkId: LinkId },
): boolean {
  const seat = state.seats[seatId];
  return seat?.link?.linkId === linkId && !seat.link.revoked && seat.presence !== 'removed';
}

/** Returns the id for audit entries. For practice interviews, it is the candidate's seat id. */
export function auditTargetOf(state: InterviewState): string {
  return state.practice ? (candidateOf(state)?.seatId ?? 'practice') : state.interviewId;
}
