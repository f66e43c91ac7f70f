import { describe, expect, it } from 'vitest';
import { qualityOf } from '../../../client/core/quality.ts';

describe('the bars of a connection', () => {
  it.each([
    [{ score: 10 }, 3, 'Good'],
    [{ score: 6 }, 2, 'Fair'],
    [{ score: 2 }, 1, 'Poor'],
    [{ score: 0 }, 0, 'Cut off'],
    [{ roundTripMs: 40 }, 3, 'Good'],
    [{ roundTripMs: 400 }, 2, 'Fair'],
    [{ roundTripMs: 900 }, 1, 'Poor'],
    [{ lossRate: 0.01 }, 3, 'Good'],
    [{ lossRate: 0.05 }, 2, 'Fair'],
    [{ lossRate: 0.2 }, 1, 'Poor'],
  ] as const)('for %o are %i and say "%s"', (facts, bars, word) => {
    expect(qualityOf(facts)).toEqual({ bars, word });
  });

  it('follow the worst of what is known', () => {
    expect(qualityOf({ score: 10, roundTripMs: 30, lossRate: 0.2 }).word).toBe('Poor');
  });

  it('do not pretend to know before anything was measured', () => {
    expect(qualityOf({}).word).toBe('Measuring');
  });
});
