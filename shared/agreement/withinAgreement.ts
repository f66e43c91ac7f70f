import { type RatingMatrix, ratingsIn } from './ratingMatrix.ts';

export interface WithinAgreement {
  /** Number of compared pairs: every two raters on every unit that both rated. */
  pairs: number;
  /** Share of pairs with equal ratings. */
  exact: number;
  /** Share of pairs with ratings at most one point apart. */
  withinOne: number;
  meanAbsoluteDifference: number;
}

/**
 * Absolute and adjacent agreement, pooled over all pairs of raters. It is not corrected for chance, because
 * that needs many candidates (von Eye & Mun 2005, chapter 1). Undefined when no unit has two ratings.
 */
export function withinAgreement(matrix: RatingMatrix): WithinAgreement | undefined {
  const distances = matrix.flatMap(row => pairDistances(ratingsIn(row)));
  const pairs = distances.length;
  if (pairs === 0) return undefined;
  return {
    pairs,
    exact: distances.filter(distance => distance === 0).length / pairs,
    withinOne: distances.filter(distance => distance <= 1).length / pairs,
    meanAbsoluteDifference: distances.reduce((total, distance) => total + distance, 0) / pairs,
  };
}

function pairDistances(ratings: readonly number[]): number[] {
  return ratings.flatMap((rating, index) => ratings.slice(index + 1).map(other => Math.abs(rating - other)));
}
