import { useEffect } from 'react';
import type { SeatId } from '../../../shared/ids.ts';
import { logisticsNews } from '../../core/conductor/raterTalk.ts';
import { toast } from '../../core/toast.ts';
import { conductor } from '../../texts/conductor.ts';
import { useOwnSeat, useSession, useView } from '../room/session.ts';

export function useRaterNames() {
  const { seats } = useView();
  const { seatId: own } = useOwnSeat();
  const nameOf = (seatId: SeatId) =>
    seatId === own ? conductor.logistics.you : (seats[seatId]?.displayName ?? '');
  return { nameOf, own };
}

/** Shows messages of other raters as toasts, because the list of messages may be hidden. */
export function useLogisticsToasts(): void {
  const { client } = useSession();
  useEffect(() => {
    let before = client.view.get();
    return client.view.subscribe(() => {
      const after = client.view.get();
      if (before && after)
        for (const { fromSeatId, line } of logisticsNews(before, after))
          toast.notice(conductor.logistics.lines[line], after.seats[fromSeatId]?.displayName);
      before = after;
    });
  }, [client]);
}
