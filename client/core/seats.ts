import type { InterviewView, SeatView } from '../../shared/interview/view.ts';

/** The viewer's own seat; organizers have none. */
export function ownSeat(view: InterviewView): SeatView | undefined {
  return view.ownSeatId && view.seats[view.ownSeatId];
}

/**
 * Whether someone has a place in the open room, also while they are cut off from it. A candidate who is cut off in the
 * lobby keeps the place there.
 */
export function isInRoom({ presence, admitted }: SeatView): boolean {
  return presence === 'inside' || (presence === 'reconnecting' && admitted);
}

/** The seats, the lead first, then by role and name, so that no one jumps about. */
export function seatsInOrder(view: InterviewView): SeatView[] {
  const rank = { interviewer: 0, candidate: 1, evaluator: 2, observer: 3 };
  return Object.values(view.seats).sort(
    (a, b) =>
      Number(b.seatId === view.leadSeatId) - Number(a.seatId === view.leadSeatId) ||
      rank[a.role] - rank[b.role] ||
      a.displayName.localeCompare(b.displayName),
  );
}
