import { useEffect, useState } from 'react';
import type { WantedMoment } from '../../core/review/momentAddress.ts';
import { ReviewSession, type ReviewSource } from '../../core/review/reviewSession.ts';
import { useStore } from '../room/useStore.ts';

/** The replay of one recording for as long as the component is there. `source` is the same in every rendering. */
export function useReviewSession(source: ReviewSource, wanted: WantedMoment): ReviewSession | undefined {
  const [session, setSession] = useState<ReviewSession>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: where to begin is asked once; later moments are gone to
  useEffect(() => {
    const opened = new ReviewSession(source, wanted);
    setSession(opened);
    return () => {
      opened.close();
      setSession(undefined);
    };
  }, [source]);
  return session;
}

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
