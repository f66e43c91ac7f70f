import type { InterviewId } from '../../../shared/ids.ts';
import { PRACTICE_ROUTES } from '../../../shared/protocol/practiceRoutes.ts';
import { routeCaller } from '../httpRoute.ts';
import type { ReviewSource } from '../review/reviewSession.ts';

/** Replaces `callRoute` on `/practice`, so that the page doesn't load the schemas of the console. */
export const callPractice = routeCaller(PRACTICE_ROUTES);

export type CallPractice = typeof callPractice;

export function practiceSource(call: CallPractice, page: string, interviewId: InterviewId): ReviewSource {
  return {
    open: grant => call('practice.review', { page, interviewId, held: grant }),
    renew: grant => call('practice.renew', { page, interviewId, grant }),
  };
}
