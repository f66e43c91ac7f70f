import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AlphaMetric, alphaOf, coincidences } from '../../../../shared/agreement/krippendorffAlpha.ts';
import type { RatingMatrix } from '../../../../shared/agreement/ratingMatrix.ts';
import { krippendorffAlpha } from '../../../support/agreementCoefficients.ts';
import { matrixWithGaps, same, varies, withReordered } from './matrices.ts';

const metrics: readonly AlphaMetric[] = ['nominal', 'ordinal', 'interval'];
const metric = fc.constantFrom(...metrics);

/** Builds units by observers from each observer's values over all units; a dot is a missing value. */
function unitsOf(...observers: readonly string[]): RatingMatrix {
  const [first = ''] = observers;
  const valueAt = (values: string, unit: number) => {
    const sign = values.charAt(unit);
    return sign === '.' ? undefined : Number.parseInt(sign, 16);
  };
  return [...first].map((_, unit) => observers.map(values => valueAt(values, unit)));
}

/** Krippendorff 2011, examples C and D: four observers, twelve units, missing data. */
const FOUR_OBSERVERS = unitsOf('123321412...', '1233224125.3', '.3332342251.', '12332441251.');

describe("Krippendorff's alpha in the worked examples of Krippendorff 2011", () => {
  it('A, two observers, binary data: .095', () => {
    expect(krippendorffAlpha(unitsOf('0100000010', '1110010000'), 'nominal')).toBeCloseTo(0.095, 3);
  });

  it('B, two observers, five categories: .692', () => {
    expect(krippendorffAlpha(unitsOf('aabbdcccedda', 'babbbccceddd'), 'nominal')).toBeCloseTo(0.692, 3);
  });

  it('C, four observers with missing data, nominal: .743', () => {
    expect(krippendorffAlpha(FOUR_OBSERVERS, 'nominal')).toBeCloseTo(0.743, 3);
  });

  it('D, the same data, ordinal .815 and interval .849', () => {
    expect(krippendorffAlpha(FOUR_OBSERVERS)).toBeCloseTo(0.815, 3);
    expect(krippendorffAlpha(FOUR_OBSERVERS, 'interval')).toBeCloseTo(0.849, 3);
  });
});

describe("Krippendorff's alpha", () => {
  it('is 1 for identical ratings that vary, and undefined when all are equal', () => {
    const ratings = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1 });
    fc.assert(
      fc.property(ratings, metric, (values, by) => {
        const alpha = krippendorffAlpha(
          values.map(value => [value, undefined, value, value]),
          by,
        );
        expect(alpha).toBe(varies(values) ? 1 : undefined);
      }),
    );
  });

  it('is undefined when no unit has two ratings', () => {
    expect(krippendorffAlpha([])).toBeUndefined();
    expect(
      krippendorffAlpha([
        [1, undefined],
        [undefined, 5],
      ]),
    ).toBeUndefined();
  });

  it('does not depend on the order of raters or units', () => {
    fc.assert(
      fc.property(withReordered(matrixWithGaps()), metric, ([matrix, other], by) => {
        expect(same(krippendorffAlpha(matrix, by), krippendorffAlpha(other, by))).toBe(true);
      }),
    );
  });

  it('ignores raters without ratings, and units rated once', () => {
    fc.assert(
      fc.property(matrixWithGaps(), metric, (matrix, by) => {
        const wider = matrix.map(row => [undefined, ...row, undefined]);
        const alone = [5, ...(wider[0] ?? []).slice(1).map(() => undefined)];
        expect(same(krippendorffAlpha(matrix, by), krippendorffAlpha([...wider, alone], by))).toBe(true);
      }),
    );
  });

  it('is never above 1', () => {
    fc.assert(
      fc.property(matrixWithGaps(), metric, (matrix, by) => {
        expect(krippendorffAlpha(matrix, by) ?? 0).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('with the interval metric is invariant to shift and scale, with the ordinal metric to any monotonic change', () => {
    fc.assert(
      fc.property(matrixWithGaps(), matrix => {
        const through = (map: (value: number) => number) =>
          matrix.map(row => row.map(value => (value === undefined ? undefined : map(value))));
        const moved = through(value => 3 * value - 7);
        const bent = through(value => value ** 3);
        expect(same(krippendorffAlpha(matrix, 'interval'), krippendorffAlpha(moved, 'interval'))).toBe(true);
        expect(same(krippendorffAlpha(matrix, 'ordinal'), krippendorffAlpha(bent, 'ordinal'))).toBe(true);
      }),
    );
  });

  it('is equal in every metric when there are two values', () => {
    fc.assert(
      fc.property(matrixWithGaps(), matrix => {
        const binary = matrix.map(row => row.map(value => (value === undefined ? undefined : value % 2)));
        const [nominal, ordinal, interval] = metrics.map(by => krippendorffAlpha(binary, by));
        expect(same(nominal, ordinal)).toBe(true);
        expect(same(nominal, interval)).toBe(true);
      }),
    );
  });

  it('with the interval metric equals the pairwise calculation without a coincidence matrix', () => {
    fc.assert(
      fc.property(matrixWithGaps(), matrix => {
        expect(same(krippendorffAlpha(matrix, 'interval'), pairByPair(matrix))).toBe(true);
      }),
    );
  });

  it('is equal from coincidences of parts and of the whole', () => {
    const parts = fc.array(matrixWithGaps({ minColumns: 3 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(parts, metric, (matrices, by) => {
        const values = [1, 2, 3, 4, 5];
        const counted = matrices.map(matrix => coincidences(matrix, values));
        expect(same(alphaOf(counted, values, by), krippendorffAlpha(matrices.flat(), by))).toBe(true);
      }),
    );
  });
});

/** Do: mean squared difference within units. De: the mean over all pairs of ratings, whatever their unit. */
function pairByPair(matrix: RatingMatrix): number | undefined {
  const units = matrix.map(row => row.filter(value => value !== undefined)).filter(unit => unit.length > 1);
  const all = units.flat();
  const squares = (values: readonly number[]) =>
    values.reduce((sum, a) => sum + values.reduce((inner, b) => inner + (a - b) ** 2, 0), 0);
  const expected = squares(all) / (all.length - 1);
  if (!(expected > 0)) return undefined;
  return 1 - units.reduce((sum, unit) => sum + squares(unit) / (unit.length - 1), 0) / expected;
}
