import type { InterviewId } from '../../../shared/ids.ts';
import { PRACTICE_ROUTES } from '../../../shared/protocol/practiceRoutes.ts';
import { routeCaller } from '../httpRoute.ts';
import type { ReviewSource } from '../review/reviewSession.ts';

/** Calls practice routes. Separate from `callRoute`, so that this page doesn't load the schemas of the console. */
export const askPractice = routeCaller(PRACTICE_ROUTES);

export type AskPractice = typeof askPractice;

/** Opens a recording with the key of a private page. */
export function practiceSource(ask: AskPractice, page: string, interviewId: InterviewId): ReviewSource {
  return {
    open: held => ask('practice.review', { page, interviewId, held }),
    renew: grant => ask('practice.renew', { page, interviewId, grant }),
  };
}
