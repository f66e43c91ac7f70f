import { useEffect, useState } from 'react';
import type { WantedMoment } from '../../core/review/momentAddress.ts';
import { ReviewSession, type ReviewSource } from '../../core/review/reviewSession.ts';

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
