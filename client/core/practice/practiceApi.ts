import type { InterviewId } from '../../../shared/ids.ts';
import { PRACTICE_ROUTES } from '../../../shared/protocol/practiceRoutes.ts';
import { reviewTexts } from '../../texts/review.ts';
import { routeCaller } from '../httpRoute.ts';
import type { ReviewSource } from '../review/reviewSession.ts';

/** Replaces `callRoute` on `/practice`, so that the page doesn't load the schemas of the console. */
export const callPractice = routeCaller(PRACTICE_ROUTES);

export type CallPractice = typeof callPractice;

/** Opens a person's own recording, in which the person is called "You". */
export function practiceSource(call: CallPractice, page: string, interviewId: InterviewId): ReviewSource {
  return {
    own: true,
    open: async grant => {
      const opened = await call('practice.review', { page, interviewId, held: grant });
      const tracks = opened.review.tracks.map(track =>
        track.role === 'candidate' ? { ...track, name: reviewTexts.marker.own } : track,
      );
      return { ...opened, review: { ...opened.review, tracks } };
    },
    renew: grant => call('practice.renew', { page, interviewId, grant }),
  };
}
