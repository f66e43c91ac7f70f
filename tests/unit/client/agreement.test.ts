import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bySeverity, directionOf } from '../../../client/screens/console/agreement/Raters.tsx';
import {
  ALPHA_BANDS,
  barHeights,
  coefficientScale,
  ICC_BANDS,
  KAPPA_BANDS,
  percentAt,
  readingOf,
  severityScale,
} from '../../../client/screens/console/agreement/readings.ts';

describe('a coefficient in words', () => {
  it.each([
    [0.55, 0.73, 'moderate', 'moderate'],
    [0.61, 0.83, 'moderate', 'good'],
    [-0.2, 0.95, 'poor', 'excellent'],
    [0.5, 0.5, 'moderate', 'moderate'],
    [0.4999, 0.5, 'poor', 'moderate'],
    [0.75, 0.9, 'good', 'excellent'],
  ])('depends on its whole interval: ICC from %d to %d is %s to %s', (low, high, from, to) => {
    expect(readingOf({ low, high }, ICC_BANDS)).toEqual([from, to]);
  });

  it.each([
    [0.6, 0.7, 'unreliable', 'tentative'],
    [0.667, 0.8, 'tentative', 'reliable'],
  ])('alpha from %d to %d is %s to %s', (low, high, from, to) => {
    expect(readingOf({ low, high }, ALPHA_BANDS)).toEqual([from, to]);
  });

  it.each([
    [-0.1, 0.1, 'none', 'slight'],
    [0.43, 0.63, 'moderate', 'substantial'],
    [0.8, 1, 'almost-perfect', 'almost-perfect'],
  ])('kappa from %d to %d is %s to %s', (low, high, from, to) => {
    expect(readingOf({ low, high }, KAPPA_BANDS)).toEqual([from, to]);
  });
});

describe('a chart scale', () => {
  it('ranges from 0 to 1 for coefficients, and further for negative ones', () => {
    expect(coefficientScale([])).toEqual({ min: 0, max: 1 });
    expect(coefficientScale([0.3, 0.1])).toEqual({ min: 0, max: 1 });
    expect(coefficientScale([0.3, -0.1])).toEqual({ min: -0.25, max: 1 });
    expect(coefficientScale([-7])).toEqual({ min: -1, max: 1 });
  });

  it('is symmetric for severities, and wide enough that small values look small', () => {
    expect(severityScale([0.1, -0.2, undefined])).toEqual({ min: -1, max: 1 });
    expect(severityScale([0.1, -1.2])).toEqual({ min: -1.5, max: 1.5 });
    expect(severityScale([])).toEqual({ min: -1, max: 1 });
  });

  it('keeps every value within its range', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), value => {
        const at = percentAt(value, { min: -1, max: 1 });
        expect(at).toBeGreaterThanOrEqual(0);
        expect(at).toBeLessThanOrEqual(100);
      }),
    );
    expect(percentAt(0, { min: -1, max: 1 })).toBe(50);
  });

  it('makes the most frequent rating the tallest bar, and shows no bar without ratings', () => {
    expect(barHeights([0, 1, 4, 2, 0])).toEqual([0, 25, 100, 50, 0]);
    expect(barHeights([0, 0, 0, 0, 0])).toEqual([0, 0, 0, 0, 0]);
  });
});

describe('a rater', () => {
  it.each([
    [-0.7, 'harsher'],
    [0.7, 'milder'],
    [0.04, 'same'],
    [-0.04, 'same'],
    [0, 'same'],
  ])('at a difference of %d points is called %s', (points, expected) => {
    expect(directionOf(points)).toBe(expected);
  });

  it('is listed by the largest difference in either direction, and last when not comparable', () => {
    const raters = bySeverity([
      { rater: 'Alan' },
      { rater: 'Grace', severity: 0.2 },
      { rater: 'Edsger', severity: -0.9 },
      { rater: 'Barbara', severity: 0 },
    ]);
    expect(raters.map(({ rater }) => rater)).toEqual(['Edsger', 'Grace', 'Barbara', 'Alan']);
  });
});
