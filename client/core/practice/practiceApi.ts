import type { InterviewId } from '../../../shared/ids.ts';
import { PRACTICE_ROUTES } from '../../../shared/protocol/practiceRoutes.ts';
import { routeCaller } from '../httpRoute.ts';
import type { ReviewSource } from '../review/reviewSession.ts';

/** Calls the routes of the practice area, without the schemas of the console's routes. */
export const askPractice = routeCaller(PRACTICE_ROUTES);

export type AskPractice = typeof askPractice;

/** For the holder of a private page, whose key opens the recordings of its attempts and no others. */
export function practiceSource(ask: AskPractice, page: string, interviewId: InterviewId): ReviewSource {
  return {
    open: held => ask('practice.review', { page, interviewId, held }),
    renew: grant => ask('practice.renew', { page, interviewId, grant }),
  };
}
