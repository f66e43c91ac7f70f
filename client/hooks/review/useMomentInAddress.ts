import { useEffect } from 'react';
import type { ReviewSession } from '../../core/review/reviewSession.ts';
import { useStore } from '../room/useStore.ts';

/**
 * Keeps the moment in the page's address, so that loading it anew comes back to it: whenever the replay stands still. `addressOf` says how;
 * the history gets no entry for it.
 */
export function useMomentInAddress(
  session: ReviewSession,
  addressOf: (href: string, atMs: number) => string,
): void {
  const player = useStore(session.player);
  useEffect(() => {
    if (!player) return undefined;
    return player.status.subscribe(() => {
      if (player.status.get() !== 'paused') return;
      const address = addressOf(window.location.href, player.positionMs());
      window.history.replaceState(window.history.state, '', address);
    });
  }, [player, addressOf]);
}
