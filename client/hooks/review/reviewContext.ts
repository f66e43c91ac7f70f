import { createContext, useContext, useSyncExternalStore } from 'react';
import type { SeatId } from '../../../shared/ids.ts';
import type { Review } from '../../../shared/recording/review.ts';
import type { ReviewSession } from '../../core/review/reviewSession.ts';
import { type Floor, seenMoment } from '../../core/review/stageView.ts';
import type { SyncedPlayer } from '../../core/review/syncedPlayer.ts';

/** What everything on the page of a recording has around it, once there is something to play. */
export interface ReviewPlace {
  session: ReviewSession;
  review: Review;
  player: SyncedPlayer;
  /** Who has the large place when. */
  floors: readonly Floor[];
  /** The viewer's own seat, whose ratings and notes are called theirs. */
  ownSeatId: SeatId | undefined;
  /** Says something to people who cannot see the page. */
  say: (text: string) => void;
}

export const ReviewContext = createContext<ReviewPlace | undefined>(undefined);

export function useReview(): ReviewPlace {
  const place = useContext(ReviewContext);
  if (!place) throw new Error('There is no recording around this component.');
  return place;
}

/** What is so at the moment that is shown. `select` gives the same value for the same thing, so that nothing is drawn anew without need. */
export function useAtPosition<T>(select: (positionMs: number) => T): T {
  const { session } = useReview();
  return useSyncExternalStore(session.position.subscribe, () => select(session.position.get()));
}

/** The same for what is seen and heard. */
export function useAtMoment<T>(select: (atMs: number) => T): T {
  const { review } = useReview();
  return useAtPosition(positionMs => select(seenMoment(review, positionMs)));
}
