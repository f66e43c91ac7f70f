/**
 * Ratings for all statistics of this folder: one row for each rated subject or unit, one column for each rater, `undefined` where
 * a rater gave no rating (N, or not rated). All rows have the same length.
 */
export type RatingMatrix = readonly RatingRow[];
export type RatingRow = readonly (number | undefined)[];

export function ratingsIn(row: RatingRow): number[] {
  return row.filter(rating => rating !== undefined);
}

export function columnCount(matrix: RatingMatrix): number {
  return matrix[0]?.length ?? 0;
}

export function column(matrix: RatingMatrix, index: number): RatingRow {
  return matrix.map(row => row[index]);
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** `values` must not be empty. */
export function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

/**
 * True when the sum of squared deviations from the mean is only rounding. Each value loses about 1e-16 of its size, so rounding
 * stays far below this bound, and a real difference far above.
 */
export function isRoundingOnly(squaredDeviations: number, values: readonly number[]): boolean {
  return squaredDeviations <= 1e-24 * sum(values.map(value => value ** 2));
}

export function addToCell(cells: Float64Array, cell: number, amount: number): void {
  cells[cell] = (cells[cell] ?? 0) + amount;
}
