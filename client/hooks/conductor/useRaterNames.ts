import type { SeatId } from '../../../shared/ids.ts';
import { conductor } from '../../texts/conductor.ts';
import { useOwnSeat, useView } from '../room/session.ts';

/** Who a rater is in words: a name, and "You" for oneself. */
export function useRaterNames() {
  const { seats } = useView();
  const { seatId: own } = useOwnSeat();
  const nameOf = (seatId: SeatId) =>
    seatId === own ? conductor.logistics.you : (seats[seatId]?.displayName ?? '');
  return { nameOf, own };
}
