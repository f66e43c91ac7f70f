import { useEffect } from 'react';
import { logisticsNews } from '../../core/conductor/logisticsNews.ts';
import { toast } from '../../core/toast.ts';
import { conductor } from '../../texts/conductor.ts';
import { useSession } from '../room/session.ts';

/** Shows and speaks what another rater says, wherever the feed of these lines may be scrolled to or folded away. */
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
