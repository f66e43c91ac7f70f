import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  type ClockPoint,
  leastDelay,
  withBoundedSlope,
} from '../../../../server/features/recording/finalise/work/align/clockLine.ts';

const SLOPE_MAX = 0.1;
const points = (...offsets: number[]): ClockPoint[] =>
  offsets.map((offsetMs, index) => ({ mediaMs: index * 10, offsetMs }));
const offsets = (line: readonly ClockPoint[]) => line.map(({ offsetMs }) => offsetMs);
const distance = (line: readonly ClockPoint[], to: readonly ClockPoint[]) =>
  line.reduce((sum, { offsetMs }, index) => sum + Math.abs(offsetMs - (to[index]?.offsetMs ?? 0)), 0);

it('boundedSlope keeps a line that is not too steep', () => {
  expect(offsets(withBoundedSlope(points(0, 1, 2, 1.5, 1), SLOPE_MAX))).toEqual([0, 1, 2, 1.5, 1]);
});

it('boundedSlope limits the effect of temporarily wrong points to the slope limit', () => {
  const wrong = points(0, 0, 0, 0, 80, 80, 80, 0, 0, 0, 0, -50, 0, 0);
  const line = offsets(withBoundedSlope(wrong, SLOPE_MAX));
  expect(Math.max(...line)).toBeLessThanOrEqual(3);
  expect(Math.min(...line)).toBeGreaterThanOrEqual(-1);
  expect(line.filter(offsetMs => offsetMs === 0)).toHaveLength(8);
});

it('boundedSlope follows a lasting step at the slope limit, half before and half after it', () => {
  const line = offsets(withBoundedSlope(points(0, 0, 0, 0, 0, 4, 4, 4, 4, 4), SLOPE_MAX));
  expect(line[0]).toBe(0);
  expect(line.at(-1)).toBe(4);
  expect(line).toEqual(line.toSorted((a, b) => a - b));
});

it('boundedSlope returns nothing for no points, and one point for one', () => {
  expect(withBoundedSlope([], SLOPE_MAX)).toEqual([]);
  expect(offsets(withBoundedSlope(points(7), SLOPE_MAX))).toEqual([7]);
});

it('boundedSlope never exceeds the limit, and no other line within the limit is nearer to the points', () => {
  const values = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(values, values, (given, other) => {
      const to = points(...given);
      const line = withBoundedSlope(to, SLOPE_MAX);
      for (const [index, { offsetMs }] of line.entries())
        if (index > 0)
          expect(Math.abs(offsetMs - (line[index - 1]?.offsetMs ?? 0))).toBeLessThanOrEqual(1 + 1e-9);
      // Any other line within the limit: the given points, with steps of at most one.
      let at = other[0] ?? 0;
      const walked = given.map((_, index) => {
        at += Math.max(-1, Math.min(1, (other[index] ?? at) - at));
        return at;
      });
      expect(distance(line, to)).toBeLessThanOrEqual(distance(points(...walked), to) + 1e-9);
    }),
    { numRuns: 500 },
  );
});

it('the minimum delay ignores outliers that no other delay comes close to', () => {
  expect(leastDelay([12, 10, 11, 30, 500])).toBe(10);
  expect(leastDelay([-5_000, 12, 10, 11])).toBe(10);
  expect(leastDelay([7])).toBe(7);
  expect(leastDelay([])).toBeNaN();
});
