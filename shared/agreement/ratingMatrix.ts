/**
 * Ratings as every statistic of this folder takes them: one row for each thing that was rated (a subject, a unit), one column for
 * each rater, `undefined` where that rater gave no rating (N, or not rated). All rows have the same length.
 */
export type RatingMatrix = readonly RatingRow[];
export type RatingRow = readonly (number | undefined)[];

/** The ratings of one row that are there. */
export function ratingsIn(row: RatingRow): number[] {
  return row.filter(rating => rating !== undefined);
}

/** How many raters the matrix has room for. */
export function columnCount(matrix: RatingMatrix): number {
  return matrix[0]?.length ?? 0;
}

/** What one rater gave, row by row. */
export function column(matrix: RatingMatrix, index: number): RatingRow {
  return matrix.map(row => row[index]);
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** The mean of at least one value. */
export function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

/**
 * Whether the sum of squared deviations of these values from their mean is nothing but rounding: each value loses about 1e-16 of its
 * size, so their squares stay far below this bound, and a real difference far above.
 */
export function isRoundingOnly(squaredDeviations: number, values: readonly number[]): boolean {
  return squaredDeviations <= 1e-24 * sum(values.map(value => value ** 2));
}

/** Adds to one cell of an array that has it. */
export function addToCell(cells: Float64Array, cell: number, amount: number): void {
  cells[cell] = (cells[cell] ?? 0) + amount;
}
