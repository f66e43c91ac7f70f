import type { InterviewId } from '../../../shared/ids.ts';
import { callRoute } from '../api.ts';
import type { ReviewSource } from './reviewSession.ts';

export function staffSource(interviewId: InterviewId): ReviewSource {
  return {
    open: grant => callRoute('review.open', { interviewId, held: grant }),
    renew: grant => callRoute('review.renew', { interviewId, grant }),
  };
}
