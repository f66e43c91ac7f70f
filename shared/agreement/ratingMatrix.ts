/** One row per subject or unit, and one column per rater. `undefined` means no rating, or N (no evidence). */
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

/** Returns the mean. `values` must not be empty. */
export function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

/** Returns the median. Undefined without values. */
export function median(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}

/** True when squared deviations are so small, relative to the values, that they may be rounding errors. */
export function isRoundingOnly(squaredDeviations: number, values: readonly number[]): boolean {
  return squaredDeviations <= 1e-24 * sum(values.map(value => value ** 2));
}

export function addToCell(cells: Float64Array, cell: number, amount: number): void {
  cells[cell] = (cells[cell] ?? 0) + amount;
}
