import type { InterviewClient } from '../interviewClient.ts';
import type { ReviewSource } from './reviewSession.ts';

/** For the holder of a personal link, over the socket that it has opened. */
export function raterSource(client: Pick<InterviewClient, 'query'>): ReviewSource {
  return {
    open: () => client.query('review.open', {}),
    renew: grant => client.query('review.renew', { grant }),
  };
}
