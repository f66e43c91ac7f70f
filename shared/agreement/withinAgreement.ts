import { type RatingMatrix, ratingsIn } from './ratingMatrix.ts';

export interface WithinAgreement {
  /** Number of compared pairs: every two raters on every unit that both rated. */
  pairs: number;
  /** Share of pairs with equal ratings, 0 to 1. */
  exact: number;
  /** Share of pairs at most one point apart, 0 to 1. At least `exact`. */
  withinOne: number;
  meanAbsoluteDifference: number;
}

/**
 * Returns how far raters differ, without correction for chance: the proportions of absolute and adjacent agreement, pooled over all
 * pairs of raters (von Eye & Mun 2005, "Analyzing Rater Agreement", chapter 1), and the mean absolute difference of a pair. Rows are
 * units, columns raters. A unit with m ratings counts as m(m-1)/2 pairs. One interview supports no more than this:
 * chance-corrected coefficients need many candidates. Undefined when no unit has two ratings.
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
