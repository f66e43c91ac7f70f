import { useMemo, useState } from 'react';
import type { Review } from '../../../shared/recording/review.ts';
import { withOwnMarkers } from '../../core/review/raterReview.ts';
import type { Replay } from '../../core/rubric/replay.ts';
import { useOwnSeat } from '../room/session.ts';
import { useRubric } from '../rubric/useRubric.ts';

/** Returns the recording with the viewer's current ratings and notes, including unsaved ones. */
export function useOwnMarkers(review: Review, replay: Replay): Review {
  const { kit, scorecard } = useRubric();
  const { displayName } = useOwnSeat();
  const [before] = useState(scorecard);
  return useMemo(() => {
    if (!kit) return review;
    const markers = withOwnMarkers({
      fromServer: review.markers,
      scorecard,
      before,
      byName: displayName,
      kit,
      recordingMs: mediaTimeMs => replay.recordingMs(mediaTimeMs),
    });
    return { ...review, markers };
  }, [review, replay, kit, scorecard, before, displayName]);
}
