import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stepUp } from '../../../../shared/agreement/candidateIcc.ts';
import { icc } from '../../../support/agreementCoefficients.ts';
import { completeMatrix, meanOf, SHROUT_FLEISS, same, varies, withReordered } from './matrices.ts';

describe('intraclass correlation', () => {
  it('matches Shrout & Fleiss 1979, table 4: ICC(2,1) = .29 and ICC(2,4) = .62', () => {
    const found = icc(SHROUT_FLEISS);
    expect(found).toMatchObject({ subjects: 6, raters: 4 });
    expect(found?.single).toBeCloseTo(0.29, 2);
    expect(found?.average).toBeCloseTo(0.62, 2);
  });

  it('matches the R packages psych and irr for that table: 0.289764', () => {
    expect(icc(SHROUT_FLEISS)?.single).toBeCloseTo(0.289764, 6);
  });

  it('omits subjects with a missing rating', () => {
    const withGap = [...SHROUT_FLEISS, [1, undefined, 9, 9]];
    expect(icc(withGap)).toEqual(icc(SHROUT_FLEISS));
  });

  it('is undefined below two subjects or raters, and without variance', () => {
    expect(icc([])).toBeUndefined();
    expect(icc([[1, 2]])).toBeUndefined();
    expect(icc([[1], [2], [3]])).toBeUndefined();
    expect(
      icc([
        [1, undefined],
        [undefined, 2],
        [3, 4],
      ]),
    ).toBeUndefined();
    expect(
      icc([
        [1.1, 1.1, 1.1],
        [1.1, 1.1, 1.1],
      ]),
    ).toBeUndefined();
  });

  it('is undefined when two raters contradict each other exactly about two subjects', () => {
    expect(
      icc([
        [1.1, 2.3],
        [2.3, 1.1],
      ]),
    ).toBeUndefined();
  });

  it('is 1 for identical ratings of subjects that differ', () => {
    const columns = fc.integer({ min: 2, max: 5 });
    const ratings = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 2 }).filter(varies);
    fc.assert(
      fc.property(ratings, columns, (values, raters) => {
        const found = icc(values.map(value => Array.from({ length: raters }, () => value)));
        expect(found?.single).toBeCloseTo(1, 9);
        expect(found?.average).toBeCloseTo(1, 9);
      }),
    );
  });

  it('does not depend on the order of raters or subjects', () => {
    fc.assert(
      fc.property(withReordered(completeMatrix()), ([matrix, other]) => {
        expect(same(icc(matrix)?.single, icc(other)?.single)).toBe(true);
      }),
    );
  });

  it('does not change when all ratings are shifted or scaled', () => {
    const shift = fc.integer({ min: -100, max: 100 });
    const stretch = fc.integer({ min: 1, max: 20 });
    fc.assert(
      fc.property(completeMatrix(), shift, stretch, (matrix, by, times) => {
        const moved = matrix.map(row => row.map(value => value * times + by));
        expect(same(icc(matrix)?.single, icc(moved)?.single)).toBe(true);
      }),
    );
  });

  it('is never above 1, neither for one rater nor for their mean', () => {
    fc.assert(
      fc.property(completeMatrix(), matrix => {
        expect(icc(matrix)?.single ?? 0).toBeLessThanOrEqual(1 + 1e-12);
        expect(icc(matrix)?.average ?? 0).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });

  it('decreases when one rater becomes a point harsher than raters who agreed', () => {
    const ratings = fc.array(fc.integer({ min: 2, max: 5 }), { minLength: 2 }).filter(varies);
    fc.assert(
      fc.property(ratings, values => {
        const harsher = values.map(value => [value, value, value - 1]);
        expect(icc(harsher)?.single ?? 0).toBeLessThan(1);
      }),
    );
  });

  it('equals mean covariance over mean variance plus the variance of the means', () => {
    fc.assert(
      fc.property(completeMatrix(), matrix => {
        const found = icc(matrix);
        if (found) expect(found.single).toBeCloseTo(fromCovariances(matrix), 8);
      }),
    );
  });
});

describe('stepping up from one rater to the mean of several', () => {
  it('matches ICC(2,k) in Shrout & Fleiss 1979 with their mean squares', () => {
    const [betweenTargets, betweenJudges, residual, targets] = [11.24, 32.49, 1.02, 6];
    const direct = (betweenTargets - residual) / (betweenTargets + (betweenJudges - residual) / targets);
    expect(stepUp(icc(SHROUT_FLEISS)?.single ?? 0, 4)).toBeCloseTo(direct, 3);
  });

  it('does not change one rater, and is undefined when the variance of the mean would not be positive', () => {
    expect(stepUp(0.4, 1)).toBeCloseTo(0.4, 12);
    expect(stepUp(-0.5, 3)).toBeUndefined();
    expect(stepUp(-0.9, 3)).toBeUndefined();
  });
});

/** ICC(A,1) of McGraw & Wong 1996, from the raters' covariance matrix instead of an analysis of variance. */
function fromCovariances(matrix: readonly number[][]): number {
  const n = matrix.length;
  const columns = (matrix[0] ?? []).map((_, rater) => matrix.map(row => row[rater] ?? 0));
  const means = columns.map(meanOf);
  const covariance = (a: number, b: number) =>
    matrix.reduce(
      (total, row) => total + ((row[a] ?? 0) - (means[a] ?? 0)) * ((row[b] ?? 0) - (means[b] ?? 0)),
      0,
    ) /
    (n - 1);
  const places = columns.map((_, place) => place);
  const variance = meanOf(places.map(place => covariance(place, place)));
  const shared = meanOf(places.flatMap(a => places.filter(b => b !== a).map(b => covariance(a, b))));
  const grandMean = meanOf(means);
  const ofMeans = means.reduce((total, value) => total + (value - grandMean) ** 2, 0) / (means.length - 1);
  return shared / (variance + ofMeans - (variance - shared) / n);
}
