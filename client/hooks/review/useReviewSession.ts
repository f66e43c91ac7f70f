import { useCallback, useEffect } from 'react';
import type { WantedMoment } from '../../core/review/momentAddress.ts';
import { ReviewSession, type ReviewSource } from '../../core/review/reviewSession.ts';
import { useStore } from '../room/useStore.ts';
import { useOpened } from '../useOpened.ts';

/** Opens a recording, and closes it on unmount. `source` must not change between renders. */
export function useReviewSession(source: ReviewSource, wanted: WantedMoment): ReviewSession | undefined {
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the first moment is where playback starts
  return useOpened(useCallback(() => new ReviewSession(source, wanted), [source]));
}

/** Writes the position of a paused recording into the address, so that a reload returns to it. */
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
