import { AppError } from '../../../shared/errors.ts';
import { OpenedReview } from '../../../shared/recording/review.ts';
import { errorTexts } from '../../texts/errors.ts';
import type { InterviewClient } from '../interviewClient.ts';
import type { ReviewSource } from './reviewSession.ts';

/** For the holder of a personal link, over the socket that it has opened. */
export function raterSource(client: Pick<InterviewClient, 'query'>): ReviewSource {
  return {
    open: async held => {
      const opened = OpenedReview.safeParse(
        await client.query('review.open', held === undefined ? {} : { held }),
      );
      if (!opened.success) throw new AppError('internal', errorTexts.unknownAnswer, { cause: opened.error });
      return opened.data;
    },
    renew: grant => client.query('review.renew', { grant }),
  };
}
