import { addToCell, type RatingMatrix, ratingsIn } from './ratingMatrix.ts';

/** How the difference of two values is measured: equal or not, by the number of ratings between them, or by their distance. */
export type AlphaMetric = 'nominal' | 'ordinal' | 'interval';

/**
 * How often a rating of value c occurs with one of value k in the same unit: o(c, k), row by row, in the order of the given
 * values. Matrices of several sets of units can be added.
 */
export type Coincidences = Float64Array;

/** Returns the distinct values in ascending order. */
export function valuesIn(matrix: RatingMatrix): number[] {
  return [...new Set(matrix.flatMap(ratingsIn))].sort((a, b) => a - b);
}

/** `values` must contain every value of the matrix. A unit with m ratings counts each ordered pair of them 1/(m - 1) times. */
export function coincidences(matrix: RatingMatrix, values: readonly number[]): Coincidences {
  const counted = new Float64Array(values.length ** 2);
  for (const row of matrix) {
    const positions = ratingsIn(row).map(rating => values.indexOf(rating));
    for (const [rater, c] of positions.entries())
      for (const [other, k] of positions.entries())
        if (rater !== other) addToCell(counted, c * values.length + k, 1 / (positions.length - 1));
  }
  return counted;
}

/**
 * Returns the agreement of any number of raters over all these sets of units, beyond chance, where ratings may be missing: Krippendorff 2011, "Computing Krippendorff's
 * Alpha-Reliability", University of Pennsylvania, section D (general form):
 *
 *     alpha = 1 - Do / De = 1 - (n - 1) sum(o(c, k) d(c, k)) / sum(n(c) n(k) d(c, k))
 *
 * with the coincidences o, their row sums n(c), their total n (the ratings that have a pair), and the squared difference d of the
 * metric. Ordinal: d(c, k) = (n(c)/2 + n(c+1) + ... + n(k-1) + n(k)/2)^2, the number of ratings from c to k.
 *
 * Rows are units, columns raters. Leaves out units with fewer than two ratings. At most 1. 0 is chance, and negative values are
 * systematic disagreement. Undefined when no unit has two ratings, or all counted ratings are equal.
 */
export function alphaOf(
  parts: readonly Coincidences[],
  values: readonly number[],
  metric: AlphaMetric,
): number | undefined {
  const together = new Float64Array(values.length ** 2);
  for (const part of parts)
    for (let cell = 0; cell < part.length; cell++) addToCell(together, cell, part[cell] ?? 0);

  const size = values.length;
  const ratings = values.map((_, c) => total(together.subarray(c * size, (c + 1) * size)));
  const difference = squaredDifferences(values, ratings, metric);
  let [observed, expected] = [0, 0];
  for (let cell = 0; cell < together.length; cell++) {
    observed += (together[cell] ?? 0) * (difference[cell] ?? 0);
    expected +=
      (ratings[Math.floor(cell / size)] ?? 0) * (ratings[cell % size] ?? 0) * (difference[cell] ?? 0);
  }
  // Exactly zero with a single value: every term has a count or a difference of zero.
  return expected === 0 ? undefined : 1 - ((total(together) - 1) * observed) / expected;
}

/** Returns d(c, k) for every two values, row by row. `ratings` contains n(c). */
function squaredDifferences(
  values: readonly number[],
  ratings: readonly number[],
  metric: AlphaMetric,
): Float64Array {
  const positions = metric === 'ordinal' ? middleRanks(ratings) : values;
  const size = values.length;
  return Float64Array.from({ length: size ** 2 }, (_, cell) => {
    const distance = (positions[Math.floor(cell / size)] ?? 0) - (positions[cell % size] ?? 0);
    return metric === 'nominal' ? Number(distance !== 0) : distance ** 2;
  });
}

/** Returns the rank of each value's middle rating. The difference of two ranks is the ordinal difference. */
function middleRanks(ratings: readonly number[]): number[] {
  let below = 0;
  return ratings.map(count => {
    const middle = below + count / 2;
    below += count;
    return middle;
  });
}

function total(counts: Float64Array): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
