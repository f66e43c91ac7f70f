import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withinAgreement } from '../../../../shared/agreement/withinAgreement.ts';
import { completeMatrix, matrixWithGaps, same, withReordered } from './matrices.ts';

describe('agreement within an interview', () => {
  it('counts every pair of raters on every unit that both rated', () => {
    const matrix = [
      [3, 3, 5],
      [2, undefined, 3],
      [undefined, 4, undefined],
    ];
    expect(withinAgreement(matrix)).toEqual({
      pairs: 4,
      exact: 1 / 4,
      withinOne: 2 / 4,
      meanAbsoluteDifference: (0 + 2 + 2 + 1) / 4,
    });
  });

  it('is undefined when no unit has two ratings', () => {
    expect(withinAgreement([])).toBeUndefined();
    expect(withinAgreement([[3], [4]])).toBeUndefined();
    expect(
      withinAgreement([
        [3, undefined],
        [undefined, 4],
      ]),
    ).toBeUndefined();
  });

  it('is complete for identical ratings of any value', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1 }), ratings => {
        const agreement = withinAgreement(ratings.map(rating => [rating, rating, rating]));
        expect(agreement).toEqual({
          pairs: ratings.length * 3,
          exact: 1,
          withinOne: 1,
          meanAbsoluteDifference: 0,
        });
      }),
    );
  });

  it('does not depend on the order of raters or units', () => {
    fc.assert(
      fc.property(withReordered(matrixWithGaps()), ([matrix, other]) => {
        const [a, b] = [withinAgreement(matrix), withinAgreement(other)];
        expect(b?.pairs).toBe(a?.pairs);
        expect(same(a?.exact, b?.exact)).toBe(true);
        expect(same(a?.withinOne, b?.withinOne)).toBe(true);
        expect(same(a?.meanAbsoluteDifference, b?.meanAbsoluteDifference)).toBe(true);
      }),
    );
  });

  it('keeps its shares and its difference within the range of the scale', () => {
    fc.assert(
      fc.property(completeMatrix({ minRows: 1 }), matrix => {
        const agreement = withinAgreement(matrix);
        if (!agreement) throw new Error('Two raters rated every unit.');
        const { pairs, exact, withinOne, meanAbsoluteDifference } = agreement;
        const raters = matrix[0]?.length ?? 0;
        expect(pairs).toBe((matrix.length * raters * (raters - 1)) / 2);
        expect(exact).toBeGreaterThanOrEqual(0);
        expect(withinOne).toBeGreaterThanOrEqual(exact);
        expect(withinOne).toBeLessThanOrEqual(1);
        expect(meanAbsoluteDifference).toBeGreaterThanOrEqual(1 - exact - 1e-12);
        expect(meanAbsoluteDifference).toBeLessThanOrEqual(4);
      }),
    );
  });
});
