import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Quality, QualityReporter } from '../../../sfu/QualityReporter.ts';

describe('the quality of a peer', () => {
  let quality: Quality;
  let reported: Quality[];
  let reporter: QualityReporter;

  beforeEach(() => {
    vi.useFakeTimers();
    quality = { uplink: 10, downlink: 10 };
    reported = [];
    reporter = new QualityReporter({ measure: () => quality, report: seen => reported.push(seen) });
  });
  afterEach(() => {
    reporter.close();
    vi.useRealTimers();
  });

  it('is told at most once a second, with what holds then', () => {
    reporter.touch();
    quality = { uplink: 3, downlink: 10 };
    reporter.touch();
    vi.advanceTimersByTime(1_000);
    expect(reported).toEqual([{ uplink: 3, downlink: 10 }]);
  });

  it('is not told again while it stays the same', () => {
    reporter.touch();
    vi.advanceTimersByTime(1_000);
    reporter.touch();
    vi.advanceTimersByTime(1_000);
    expect(reported).toHaveLength(1);
  });

  it('leaves no timer behind when closed, by itself or twice', () => {
    reporter.touch();
    reporter.close();
    reporter.close();
    reporter.touch();
    expect(vi.getTimerCount()).toBe(0);
  });
});
