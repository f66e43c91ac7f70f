import type { RatingRow } from './ratingMatrix.ts';

/** Sums from which quadratic-weighted kappa is computed. Sums of several sets of units can be added. */
export interface PairMoments {
  units: number;
  sumA: number;
  sumB: number;
  squares: number;
  squaredDifferences: number;
}

/** Returns the sums over the units that both raters rated. */
export function pairMoments(a: RatingRow, b: RatingRow): PairMoments {
  const moments = { units: 0, sumA: 0, sumB: 0, squares: 0, squaredDifferences: 0 };
  for (const [index, ofA] of a.entries()) {
    const ofB = b[index];
    if (ofA === undefined || ofB === undefined) continue;
    moments.units += 1;
    moments.sumA += ofA;
    moments.sumB += ofB;
    moments.squares += ofA ** 2 + ofB ** 2;
    moments.squaredDifferences += (ofA - ofB) ** 2;
  }
  return moments;
}

/**
 * Weighted kappa of Cohen 1968, Psychological Bulletin 70, 213-220, with the quadratic weights of Fleiss & Cohen
 * 1973, Educational and Psychological Measurement 33, 613-619: 1 - sum(v o) / sum(v e), v(i, j) = (i - j)^2, with
 * observed proportions o and those expected by chance, e. Undefined without a common unit, or when all ratings of
 * both are equal.
 */
export function kappaOf(parts: readonly PairMoments[]): number | undefined {
  let [units, sumA, sumB, squares, observed] = [0, 0, 0, 0, 0];
  for (const part of parts) {
    units += part.units;
    sumA += part.sumA;
    sumB += part.sumB;
    squares += part.squares;
    observed += part.squaredDifferences;
  }
  if (units === 0) return undefined;
  // Number of units times the mean of (a - b)^2 over all pairs of one rating of A and one of B.
  const expected = squares - (2 * sumA * sumB) / units;
  // When all ratings are equal, only rounding errors are left.
  return expected <= 1e-12 * squares ? undefined : 1 - observed / expected;
}
