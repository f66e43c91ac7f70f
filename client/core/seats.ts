import type { InterviewView, SeatView } from '../../shared/interview/view.ts';

/** Returns the viewer's seat; undefined for organizers. */
export function ownSeat(view: InterviewView): SeatView | undefined {
  return view.ownSeatId && view.seats[view.ownSeatId];
}

/** True for people in the room. People who reconnect count only if they were admitted. */
export function isInRoom({ presence, admitted }: SeatView): boolean {
  return presence === 'inside' || (presence === 'reconnecting' && admitted);
}

export function seatsInOrder(view: InterviewView): SeatView[] {
  const rank = { interviewer: 0, candidate: 1, captioner: 2, evaluator: 3, observer: 4 };
  return Object.values(view.seats).sort(
    (a, b) =>
      Number(b.seatId === view.leadSeatId) - Number(a.seatId === view.leadSeatId) ||
      rank[a.role] - rank[b.role] ||
      a.displayName.localeCompare(b.displayName),
  );
}
