import { createContext, useContext, useSyncExternalStore } from 'react';
import type { SeatId } from '../../../shared/ids.ts';
import type { Review } from '../../../shared/recording/review.ts';
import type { ReviewSession } from '../../core/review/reviewSession.ts';
import { type Floor, shownMoment } from '../../core/review/stageView.ts';
import type { SyncedPlayer } from '../../core/review/syncedPlayer.ts';

interface ReviewContextValue {
  session: ReviewSession;
  review: Review;
  player: SyncedPlayer;
  floors: readonly Floor[];
  /** The viewer's seat in the interview. Ratings and notes from this seat are labeled as the viewer's. */
  ownSeatId: SeatId | undefined;
  say: (text: string) => void;
}

export const ReviewContext = createContext<ReviewContextValue | undefined>(undefined);

export function useReview(): ReviewContextValue {
  const context = useContext(ReviewContext);
  if (!context) throw new Error('There is no recording around this component.');
  return context;
}

/** Returns `select(position)`. Equal results must be the same object, or the component renders again. */
export function useAtPosition<T>(select: (positionMs: number) => T): T {
  const { session } = useReview();
  return useSyncExternalStore(session.position.subscribe, () => select(session.position.get()));
}

export function useAtMoment<T>(select: (atMs: number) => T): T {
  const { review } = useReview();
  return useAtPosition(positionMs => select(shownMoment(review, positionMs)));
}
