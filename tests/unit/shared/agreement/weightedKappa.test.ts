import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kappaOf, pairMoments } from '../../../../shared/agreement/weightedKappa.ts';
import { pairwiseKappas, quadraticWeightedKappa } from '../../../support/agreementCoefficients.ts';
import { matrixWithGaps, meanOf, same, varies } from './matrices.ts';

const rating = fc.integer({ min: 1, max: 5 });
const pairs = fc.array(fc.tuple(rating, rating), { minLength: 1 });

/** Ratings of the first and of the second rater. */
function sides(units: readonly (readonly [number, number])[]): [number[], number[]] {
  return [units.map(([a]) => a), units.map(([, b]) => b)];
}

describe('quadratic-weighted kappa', () => {
  it('is 0.2520325 for raters 2 and 3 of the anxiety data of the R package irr (kappa2, weight "squared")', () => {
    // irr treats the occurring values as adjacent: of 1, 2, 3, 4, and 6, the last becomes 5.
    const second = [3, 6, 4, 6, 2, 4, 2, 4, 3, 3, 2, 3, 3, 3, 2, 2, 1, 3, 3, 4];
    const third = [2, 1, 4, 4, 3, 2, 1, 6, 1, 1, 1, 2, 3, 3, 1, 1, 3, 3, 2, 2];
    const recoded = (value: number) => (value === 6 ? 5 : value);
    expect(quadraticWeightedKappa(second.map(recoded), third.map(recoded))).toBeCloseTo(0.2520325, 7);
  });

  it('is 0.9541 for the weighting example of scikit-learn (cohen_kappa_score, weights "quadratic")', () => {
    const repeated = (counts: readonly number[]) =>
      counts.flatMap((count, value) => Array.from({ length: count }, () => value));
    expect(quadraticWeightedKappa(repeated([46, 44, 10]), repeated([50, 40, 10]))).toBeCloseTo(0.9541, 4);
  });

  it('equals weighted observed over weighted expected disagreement, from the table of Cohen 1968', () => {
    fc.assert(
      fc.property(pairs, units => {
        expect(same(quadraticWeightedKappa(...sides(units)), fromTable(units))).toBe(true);
      }),
    );
  });

  it('equals the concordance correlation of Lin 1989 (Biometrics 45, 255-268)', () => {
    fc.assert(
      fc.property(pairs, units => {
        const kappa = quadraticWeightedKappa(...sides(units));
        if (kappa !== undefined) expect(kappa).toBeCloseTo(concordance(units), 9);
      }),
    );
  });

  it('is 1 for identical ratings that vary, and undefined when all are equal', () => {
    fc.assert(
      fc.property(fc.array(rating, { minLength: 1 }), ratings => {
        expect(quadraticWeightedKappa(ratings, ratings)).toBe(varies(ratings) ? 1 : undefined);
      }),
    );
  });

  it('is 0 for a rater with constant ratings, and -1 for mirrored ratings', () => {
    expect(quadraticWeightedKappa([3, 3, 3, 3], [1, 2, 4, 5])).toBeCloseTo(0, 12);
    expect(quadraticWeightedKappa([1, 2, 4, 5], [5, 4, 2, 1])).toBeCloseTo(-1, 12);
  });

  it('does not depend on the order of raters, or on the direction or origin of the scale', () => {
    fc.assert(
      fc.property(pairs, units => {
        const [a, b] = sides(units);
        const kappa = quadraticWeightedKappa(a, b);
        const turned = (value: number) => 6 - value;
        expect(same(kappa, quadraticWeightedKappa(b, a))).toBe(true);
        expect(same(kappa, quadraticWeightedKappa(a.map(turned), b.map(turned)))).toBe(true);
      }),
    );
  });

  it('lies between -1 and 1', () => {
    fc.assert(
      fc.property(pairs, units => {
        expect(Math.abs(quadraticWeightedKappa(...sides(units)) ?? 0)).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });

  it('omits units that one of the two did not rate', () => {
    expect(quadraticWeightedKappa([1, undefined, 4, 2], [1, 5, 3, undefined])).toBe(
      quadraticWeightedKappa([1, 4], [1, 3]),
    );
    expect(quadraticWeightedKappa([1, undefined], [undefined, 2])).toBeUndefined();
  });

  it('is equal from moments of parts and of the whole', () => {
    fc.assert(
      fc.property(fc.array(pairs, { minLength: 1, maxLength: 5 }), parts => {
        const moments = parts.map(units => pairMoments(...sides(units)));
        expect(same(kappaOf(moments), quadraticWeightedKappa(...sides(parts.flat())))).toBe(true);
      }),
    );
  });
});

describe('kappas of all pairs', () => {
  it('contain each pair once, with the units that both rated', () => {
    fc.assert(
      fc.property(matrixWithGaps(), matrix => {
        const count = matrix[0]?.length ?? 0;
        const found = pairwiseKappas(matrix);
        expect(found).toHaveLength((count * (count - 1)) / 2);
        for (const { raters, n, kappa } of found) {
          const [a, b] = raters;
          expect(a).toBeLessThan(b);
          const both = matrix.flatMap((row): [number, number][] => {
            const [ofA, ofB] = [row[a], row[b]];
            return ofA === undefined || ofB === undefined ? [] : [[ofA, ofB]];
          });
          expect(n).toBe(both.length);
          expect(same(kappa, both.length === 0 ? undefined : fromTable(both))).toBe(true);
        }
      }),
    );
  });
});

function fromTable(units: readonly (readonly [number, number])[]): number | undefined {
  const values = [0, 1, 2, 3, 4, 5];
  const share = (isIn: (unit: readonly [number, number]) => boolean) =>
    units.filter(isIn).length / units.length;
  let [observed, expected] = [0, 0];
  for (const i of values)
    for (const j of values) {
      observed += (i - j) ** 2 * share(([a, b]) => a === i && b === j);
      expected += (i - j) ** 2 * share(([a]) => a === i) * share(([, b]) => b === j);
    }
  return expected === 0 ? undefined : 1 - observed / expected;
}

function concordance(units: readonly (readonly [number, number])[]): number {
  const [a, b] = sides(units);
  const [meanA, meanB] = [meanOf(a), meanOf(b)];
  const covariance = meanOf(units.map(([x, y]) => (x - meanA) * (y - meanB)));
  const varianceA = meanOf(a.map(x => (x - meanA) ** 2));
  const varianceB = meanOf(b.map(y => (y - meanB) ** 2));
  return (2 * covariance) / (varianceA + varianceB + (meanA - meanB) ** 2);
}
