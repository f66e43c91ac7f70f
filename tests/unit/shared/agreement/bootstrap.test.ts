import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bootstrapInterval, seededRandom } from '../../../../shared/agreement/estimate.ts';
import { meanOf } from './matrices.ts';

const seed = fc.integer();
const numbers = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 20 });

describe('bootstrap interval', () => {
  it('is the same for one seed, and different for another', () => {
    const subjects = Array.from({ length: 30 }, (_, place) => place ** 2);
    const first = bootstrapInterval(subjects, meanOf, { seed: 7 });
    expect(bootstrapInterval(subjects, meanOf, { seed: 7 })).toEqual(first);
    expect(bootstrapInterval(subjects, meanOf, { seed: 8 })).not.toEqual(first);
  });

  it('draws as many subjects as there are, all from the given subjects', () => {
    fc.assert(
      fc.property(numbers, seed, (subjects, from) => {
        const seen = (resample: readonly number[]) => {
          expect(resample).toHaveLength(subjects.length);
          expect(resample.every(one => subjects.includes(one))).toBe(true);
          return resample[0];
        };
        bootstrapInterval(subjects, seen, { seed: from, resamples: 20 });
      }),
    );
  });

  it('lies within the range of the statistic, low end first, and within the interval of a higher level', () => {
    fc.assert(
      fc.property(numbers, seed, (subjects, from) => {
        const at = (level: number) =>
          bootstrapInterval(subjects, meanOf, { seed: from, resamples: 200, level });
        const [half, most] = [at(0.5), at(0.95)];
        if (!half || !most) throw new Error('A mean is always defined.');
        expect(most.low).toBeGreaterThanOrEqual(Math.min(...subjects));
        expect(half.low).toBeGreaterThanOrEqual(most.low);
        expect(half.high).toBeGreaterThanOrEqual(half.low);
        expect(most.high).toBeGreaterThanOrEqual(half.high);
        expect(most.high).toBeLessThanOrEqual(Math.max(...subjects));
      }),
      { numRuns: 50 },
    );
  });

  it('is a point for a constant statistic', () => {
    expect(bootstrapInterval([1, 2, 3], () => 0.5, { seed: 1 })).toEqual({ low: 0.5, high: 0.5 });
  });

  it('takes the 25th and the 976th of 1,000 sorted results', () => {
    // Results count up, so each value is its rank.
    let round = 0;
    const interval = bootstrapInterval([1, 2], () => ++round, { seed: 1 });
    expect(interval).toEqual({ low: 25, high: 976 });
  });

  it('of a mean is close to that of the normal distribution', () => {
    const subjects = Array.from({ length: 100 }, (_, place) => place + 1);
    const error = Math.sqrt(meanOf(subjects.map(value => (value - 50.5) ** 2)) / 100);
    const interval = bootstrapInterval(subjects, meanOf, { seed: 3, resamples: 4_000 });
    expect(interval?.low).toBeCloseTo(50.5 - 1.96 * error, -0.5);
    expect(interval?.high).toBeCloseTo(50.5 + 1.96 * error, -0.5);
  });

  it('omits resamples without a result, and is undefined when they are more than half', () => {
    const everyThird = (missing: number) => {
      let round = 0;
      return () => (++round % 3 < missing ? undefined : 1);
    };
    expect(bootstrapInterval([1, 2], everyThird(1), { seed: 1 })).toEqual({ low: 1, high: 1 });
    expect(bootstrapInterval([1, 2], everyThird(2), { seed: 1 })).toBeUndefined();
  });

  it('is undefined for fewer than two subjects', () => {
    expect(bootstrapInterval([], () => 1, { seed: 1 })).toBeUndefined();
    expect(bootstrapInterval([1], () => 1, { seed: 1 })).toBeUndefined();
  });
});

describe('seeded random numbers', () => {
  it('repeat for one seed and stay below the bound', () => {
    fc.assert(
      fc.property(seed, fc.integer({ min: 1, max: 1_000 }), (from, bound) => {
        const [one, other] = [seededRandom(from), seededRandom(from)];
        for (let call = 0; call < 50; call++) {
          const drawn = one(bound);
          expect(other(bound)).toBe(drawn);
          expect(Number.isInteger(drawn) && drawn >= 0 && drawn < bound).toBe(true);
        }
      }),
    );
  });

  it('give every value, and every value after every other, about equally often', () => {
    const random = seededRandom(42);
    const counts = new Array<number>(36).fill(0);
    const draws = 72_000;
    let before = random(6);
    for (let call = 0; call < draws; call++) {
      const drawn = random(6);
      const pair = before * 6 + drawn;
      counts[pair] = (counts[pair] ?? 0) + 1;
      before = drawn;
    }
    // Chi-square with 35 degrees of freedom exceeds 66.6 once in a thousand.
    const expected = draws / 36;
    const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    expect(chiSquare).toBeLessThan(66.6);
  });
});
