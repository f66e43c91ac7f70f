import { AppError } from '../../shared/errors.ts';
import type { SeatId } from '../../shared/ids.ts';
import type { InterviewState, Seat } from '../../shared/interview/state.ts';

/** Throws `not-found`, also for seats of other interviews: they look alike. */
export function requireSeat(state: InterviewState, seatId: SeatId): Seat {
  const seat = state.seats[seatId];
  if (!seat) throw AppError.notFound('seat', seatId);
  return seat;
}
