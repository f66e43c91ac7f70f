import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  MIN_DRIFT_STEPS,
  MIN_SEVERITY_STEPS,
  raterProfiles,
} from '../../../../shared/agreement/raterProfiles.ts';
import { completeMatrix, matrixWithGaps, same } from './matrices.ts';

const longEnough = completeMatrix({ minRows: MIN_SEVERITY_STEPS });

describe('profile of a rater', () => {
  it('counts how often each value of the scale was used', () => {
    const [profile] = raterProfiles([[1], [1], [3], [5], [undefined]]);
    expect(profile).toMatchObject({
      ratings: 4,
      compared: 0,
      counts: [2, 0, 1, 0, 1],
      extremeShare: 3 / 4,
      middleShare: 1 / 4,
      severity: undefined,
      drift: undefined,
    });
    // Squared differences from 2.5: 2.25, 2.25, 0.25, and 6.25.
    expect(profile?.deviation).toBeCloseTo(Math.sqrt(11 / 3), 12);
  });

  it('is empty for a column without ratings', () => {
    const [, nobody] = raterProfiles([
      [1, undefined],
      [2, undefined],
    ]);
    expect(nobody).toEqual({
      ratings: 0,
      compared: 0,
      steps: 0,
      counts: [0, 0, 0, 0, 0],
      severity: undefined,
      drift: undefined,
      deviation: undefined,
      extremeShare: undefined,
      middleShare: undefined,
    });
  });

  it('counts no more ratings than there are, and compares no more than it counts', () => {
    fc.assert(
      fc.property(matrixWithGaps(), matrix => {
        for (const [rater, profile] of raterProfiles(matrix).entries()) {
          const given = matrix.filter(row => row[rater] !== undefined).length;
          expect(profile.ratings).toBe(given);
          expect(profile.counts.reduce((sum, count) => sum + count, 0)).toBe(given);
          expect(profile.compared).toBeLessThanOrEqual(given);
          expect(profile.steps).toBe(profile.compared);
        }
      }),
    );
  });
});

describe('severity', () => {
  it('is the mean difference from the mean of the others, negative for the harsher', () => {
    const matrix = Array.from({ length: MIN_SEVERITY_STEPS }, () => [2, 4, 3]);
    const severities = raterProfiles(matrix).map(({ severity }) => severity);
    expect(severities).toEqual([-1.5, 1.5, 0]);
  });

  it('is undefined below five units that others rated as well', () => {
    const enough = Array.from({ length: MIN_SEVERITY_STEPS }, () => [2, 4]);
    expect(raterProfiles(enough)[0]?.severity).toBe(-2);
    expect(raterProfiles(enough.slice(1))[0]?.severity).toBeUndefined();
    const alone = [[2, undefined], ...enough.slice(1)];
    expect(raterProfiles(alone)[0]?.severity).toBeUndefined();
  });

  it('sums to zero over all raters when no rating is missing', () => {
    fc.assert(
      fc.property(longEnough, matrix => {
        const severities = raterProfiles(matrix).map(({ severity }) => severity ?? Number.NaN);
        expect(severities.reduce((sum, severity) => sum + severity, 0)).toBeCloseTo(0, 9);
      }),
    );
  });

  it('moves by a point with the rater, and by a share of it for the others', () => {
    fc.assert(
      fc.property(longEnough, matrix => {
        const milder = matrix.map(([first = 0, ...others]) => [first + 1, ...others]);
        const others = (matrix[0]?.length ?? 0) - 1;
        const [before, after] = [raterProfiles(matrix), raterProfiles(milder)];
        for (const [rater, { severity = 0 }] of before.entries())
          expect(after[rater]?.severity).toBeCloseTo(severity + (rater === 0 ? 1 : -1 / others), 9);
      }),
    );
  });

  it('is not affected when all raters shift equally', () => {
    fc.assert(
      fc.property(longEnough, fc.integer({ min: -9, max: 9 }), (matrix, by) => {
        const moved = raterProfiles(matrix.map(row => row.map(value => value + by)));
        for (const [rater, { severity }] of raterProfiles(matrix).entries())
          expect(same(severity, moved[rater]?.severity)).toBe(true);
      }),
    );
  });
});

describe('drift', () => {
  const steady = Array.from({ length: MIN_DRIFT_STEPS }, () => 3);

  it('is the number of points a rater moves in ten steps, negative when growing harsher', () => {
    const matrix = steady.map((value, step) => [value, 5 - 0.2 * step]);
    const [first, second] = raterProfiles(matrix);
    expect(first?.drift).toBeCloseTo(2, 9);
    expect(second?.drift).toBeCloseTo(-2, 9);
  });

  it('is undefined below ten steps', () => {
    const matrix = steady.map(value => [value, value]);
    expect(raterProfiles(matrix)[0]?.drift).toBe(0);
    expect(raterProfiles(matrix.slice(1))[0]?.drift).toBeUndefined();
  });

  it('treats rows with one time as one step, in any row order', () => {
    const interviews = steady.flatMap((value, place) => [
      { place, row: [value, value + 0.1 * place] },
      { place, row: [value, value + 0.1 * place] },
    ]);
    const profilesOf = (all: typeof interviews) =>
      raterProfiles(
        all.map(({ row }) => row),
        all.map(({ place }) => place * 1_000),
      );
    const [, rater] = profilesOf(interviews);
    expect(rater).toMatchObject({ compared: 20, steps: 10 });
    expect(rater?.drift).toBeCloseTo(1, 9);
    expect(profilesOf(interviews.toReversed())[1]?.drift).toBeCloseTo(1, 9);
  });

  it('does not count the interviews of others in between', () => {
    const own = steady.map((value, step): (number | undefined)[] => [value, value + 0.1 * step, undefined]);
    const between = own.flatMap(row => [row, [2, undefined, 4]]);
    expect(raterProfiles(between)[1]?.drift).toBeCloseTo(raterProfiles(own)[1]?.drift ?? Number.NaN, 9);
  });

  it('is the least squares slope: no other line is closer', () => {
    fc.assert(
      fc.property(
        completeMatrix({ minRows: MIN_DRIFT_STEPS }),
        fc.double({ min: -1, max: 1, noNaN: true }),
        (matrix, off) => {
          const [profile] = raterProfiles(matrix);
          const distances = matrix.map(
            ([own = 0, ...others]) => own - others.reduce((a, b) => a + b, 0) / others.length,
          );
          const center = (matrix.length - 1) / 2;
          const missed = (slope: number) =>
            distances.reduce((sum, distance, step) => {
              const line = (profile?.severity ?? 0) + slope * (step - center);
              return sum + (distance - line) ** 2;
            }, 0);
          const slope = (profile?.drift ?? 0) / 10;
          expect(missed(slope)).toBeLessThanOrEqual(missed(slope + off) + 1e-9);
        },
      ),
    );
  });
});
