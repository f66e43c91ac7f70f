import type { LinkId, SeatId } from '../../shared/ids.ts';
import type { InterviewState } from '../../shared/interview/state.ts';

/** Whether a seat is still held by this link: neither revoked nor replaced by a newer one, and its person not removed. */
export function linkHolds(
  state: InterviewState,
  { seatId, linkId }: { seatId: SeatId; linkId: LinkId },
): boolean {
  const seat = state.seats[seatId];
  return seat?.link?.linkId === linkId && !seat.link.revoked && seat.presence !== 'removed';
}
