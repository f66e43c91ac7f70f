import type { UserId } from '../../../shared/ids.ts';
import type { RouteResult } from '../../../shared/protocol/http.ts';
import type { FeedbackRating } from '../../../shared/report/candidateReport.ts';

/** Ratings needed to show results. Fewer would identify candidates and say little about an evaluator. */
export const RATINGS_SHOWN_FROM = 5;
const LINES_SHOWN = 200;

type Ratings = RouteResult<'reports.ratings'>;

export function reportRatings(
  ratings: readonly FeedbackRating[],
  byEvaluator: ReadonlyMap<UserId, readonly number[]>,
  names: ReadonlyMap<string, string>,
): Ratings {
  const shares = (field: 'specific' | 'fair' | 'nextStep') =>
    mean(ratings.map(rating => (rating[field] === 'yes' ? 1 : 0)));
  const stars = mean(ratings.map(rating => rating.stars));
  return {
    count: ratings.length,
    ...(stars !== undefined && {
      stars: oneDecimal(stars),
      specific: shares('specific') ?? 0,
      fair: shares('fair') ?? 0,
      nextStep: shares('nextStep') ?? 0,
    }),
    lines: ratings.flatMap(({ line }) => (line === '' ? [] : [line])).slice(0, LINES_SHOWN),
    evaluators: [...byEvaluator]
      .filter(([, own]) => own.length >= RATINGS_SHOWN_FROM)
      .map(([userId, own]) => ({
        userId,
        name: names.get(userId) ?? '',
        count: own.length,
        stars: oneDecimal(mean(own) ?? 0),
      }))
      .toSorted((a, b) => a.name.localeCompare(b.name)),
  };
}

function mean(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function oneDecimal(value: number): number {
  return Math.round(value * 10) / 10;
}
