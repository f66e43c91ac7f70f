import fc from 'fast-check';

/** Shrout & Fleiss 1979, table 2: six targets, four judges. */
export const SHROUT_FLEISS = [
  [9, 2, 5, 8],
  [6, 1, 3, 2],
  [8, 4, 6, 8],
  [7, 1, 2, 6],
  [10, 5, 6, 9],
  [6, 2, 4, 7],
];

type Row = (number | undefined)[];

const rating = fc.integer({ min: 1, max: 5 });

interface Shape {
  minRows?: number;
  minColumns?: number;
}

/** Every rater rated everything. */
export function completeMatrix({ minRows = 2, minColumns = 2 }: Shape = {}): fc.Arbitrary<number[][]> {
  return fc.integer({ min: minColumns, max: 5 }).chain(columns =>
    fc.array(fc.array(rating, { minLength: columns, maxLength: columns }), {
      minLength: minRows,
      maxLength: minRows + 8,
    }),
  );
}

/** Any rating may be missing. */
export function matrixWithGaps({ minRows = 1, minColumns = 1 }: Shape = {}): fc.Arbitrary<Row[]> {
  const cell = fc.option(rating, { nil: undefined, freq: 3 });
  return fc.integer({ min: minColumns, max: 5 }).chain(columns =>
    fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), {
      minLength: minRows,
      maxLength: minRows + 8,
    }),
  );
}

/** The matrix with its rows and its columns in another order; the column order is equal for all rows. */
export function reordered<Cell>(matrix: Cell[][]): fc.Arbitrary<Cell[][]> {
  const orderOf = (size: number) => {
    const places = Array.from({ length: size }, (_, place) => place);
    return fc.shuffledSubarray(places, { minLength: size });
  };
  return fc
    .tuple(orderOf(matrix.length), orderOf(matrix[0]?.length ?? 0))
    .map(([rows, columns]) => rows.map(row => columns.map(column => matrix[row]?.[column] as Cell)));
}

export function withReordered<Cell>(matrices: fc.Arbitrary<Cell[][]>): fc.Arbitrary<[Cell[][], Cell[][]]> {
  return matrices.chain(matrix => fc.tuple(fc.constant(matrix), reordered(matrix)));
}

export function varies(values: readonly number[]): boolean {
  return new Set(values).size > 1;
}

/** True when both are undefined, or equal except for rounding. */
export function same(a: number | undefined, b: number | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a));
}

export const meanOf = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
