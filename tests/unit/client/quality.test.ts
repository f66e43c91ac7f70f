import { describe, expect, it } from 'vitest';
import { qualityOf } from '../../../client/core/media/connectionQuality.ts';

describe('connection quality bars', () => {
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
  ] as const)('for %o are %i with the label "%s"', (facts, bars, level) => {
    expect(qualityOf(facts)).toEqual({ bars, level });
  });

  it('use the worst known value', () => {
    expect(qualityOf({ score: 10, roundTripMs: 30, lossRate: 0.2 }).level).toBe('poor');
  });

  it('show unknown before the first measurement', () => {
    expect(qualityOf({}).level).toBe('measuring');
  });
});
