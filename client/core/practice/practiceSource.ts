import type { InterviewId } from '../../../shared/ids.ts';
import type { ReviewSource } from '../review/reviewSession.ts';
import type { AskPractice } from './askPractice.ts';

/** For the holder of a private page, whose key opens the recordings of its attempts and no others. */
export function practiceSource(ask: AskPractice, page: string, interviewId: InterviewId): ReviewSource {
  return {
    open: held => ask('practice.review', { page, interviewId, held }),
    renew: grant => ask('practice.renew', { page, interviewId, grant }),
  };
}
