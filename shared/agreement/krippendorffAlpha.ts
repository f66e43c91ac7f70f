import { addToCell, type RatingMatrix, ratingsIn } from './ratingMatrix.ts';

/** How to compare two values: for equality, by the number of ratings between them, or by their distance. */
export type AlphaMetric = 'nominal' | 'ordinal' | 'interval';

/** How often two values occur in the same unit, as a matrix row by row. Such matrices can be added. */
export type Coincidences = Float64Array;

export function valuesIn(matrix: RatingMatrix): number[] {
  return [...new Set(matrix.flatMap(ratingsIn))].sort((a, b) => a - b);
}

/** Counts each ordered pair of a unit's m ratings with weight 1/(m - 1). `values` must contain all values. */
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
 * Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", section D: alpha = 1 - (n - 1) sum(o(c, k) d(c,
 * k)) / sum(n(c) n(k) d(c, k)), with coincidences o, row sums n(c), total n, and squared differences d. Ordinal: d(c,
 * k) = (n(c)/2 + n(c+1) + ... + n(k-1) + n(k)/2)^2. Allows missing ratings. 0 is chance. Undefined when no unit has
 * two ratings, or all counted ratings are equal.
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
  // `expected` is exactly zero if all ratings are equal, because each term has a count or difference of zero.
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

/** Returns the middle rank of each value. Ordinal differences are differences between these ranks. */
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
