import { AppError } from '../../shared/errors.ts';
import type { LinkId, SeatId } from '../../shared/ids.ts';
import type { InterviewState, Seat } from '../../shared/interview/state.ts';
import { candidateOf } from '../../shared/recruiter/recruiterContextOf.ts';

/** Throws `not-found`, also for seats of other interviews: they look alike. */
export function requireSeat(state: InterviewState, seatId: SeatId): Seat {
  const seat = state.seats[seatId];
  if (!seat) throw AppError.notFound('seat', seatId);
  return seat;
}

/** Whether a seat is still held by this link: neither revoked nor replaced by a newer one, and its person not removed. */
export function linkHolds(
  state: InterviewState,
  { seatId, linkId }: { seatId: SeatId; linkId: LinkId },
): boolean {
  const seat = state.seats[seatId];
  return seat?.link?.linkId === linkId && !seat.link.revoked && seat.presence !== 'removed';
}

/** A practice attempt can be deleted without a trace, and audit entries cannot: its seat's id says nothing once the log has gone. */
export function auditTargetOf(state: InterviewState): string {
  return state.practice ? (candidateOf(state)?.seatId ?? 'practice') : state.interviewId;
}
