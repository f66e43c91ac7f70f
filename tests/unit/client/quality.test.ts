import { describe, expect, it } from 'vitest';
import { qualityOf } from '../../../client/core/media/connectionQuality.ts';

describe('the bars of a connection', () => {
  it.each([
    [{ score: 10 }, 3, 'good'],
    [{ score: 6 }, 2, 'fair'],
    [{ score: 2 }, 1, 'poor'],
    [{ score: 0 }, 0, 'cut-off'],
    [{ roundTripMs: 40 }, 3, 'good'],
    [{ roundTripMs: 400 }, 2, 'fair'],
    [{ roundTripMs: 900 }, 1, 'poor'],
    [{ lossRate: 0.01 }, 3, 'good'],
    [{ lossRate: 0.05 }, 2, 'fair'],
    [{ lossRate: 0.2 }, 1, 'poor'],
  ] as const)('for %o are %i and say "%s"', (facts, bars, level) => {
    expect(qualityOf(facts)).toEqual({ bars, level });
  });

  it('follow the worst of what is known', () => {
    expect(qualityOf({ score: 10, roundTripMs: 30, lossRate: 0.2 }).level).toBe('poor');
  });

  it('do not pretend to know before anything was measured', () => {
    expect(qualityOf({}).level).toBe('measuring');
  });
});
