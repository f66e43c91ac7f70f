import { situationOf } from '../../../../shared/interview/viewOf.ts';
import { may } from '../../../../shared/permissions.ts';
import type { QueryContext, QueryHandlers } from '../../query.ts';
import { openReview, type ReviewAsked, type ReviewParts, renewGrant } from './openReview.ts';

/** What raters ask with their personal links. Files are for staff to take away. */
export function createReviewQueries(parts: ReviewParts) {
  return {
    'review.open': async context => openReview(parts, askedBy(context), context.params.held),
    'review.renew': async context => renewGrant(parts, askedBy(context), context.params.grant),
  } satisfies Partial<QueryHandlers>;
}

function askedBy({ state, seat: { seatId } }: Pick<QueryContext<unknown>, 'state' | 'seat'>): ReviewAsked {
  const viewer = { kind: 'seat', seatId } as const;
  return {
    state,
    viewer,
    holder: { type: 'seat', seatId },
    may: { erase: may('recording.erase', situationOf(state, viewer)), download: false },
  };
}
