import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Quality, QualityReporter } from '../../../sfu/QualityReporter.ts';

describe('QualityReporter', () => {
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

  it('emits at most once a second, with the current quality', () => {
    reporter.touch();
    quality = { uplink: 3, downlink: 10 };
    reporter.touch();
    vi.advanceTimersByTime(1_000);
    expect(reported).toEqual([{ uplink: 3, downlink: 10 }]);
  });

  it('emits nothing while the quality is unchanged', () => {
    reporter.touch();
    vi.advanceTimersByTime(1_000);
    reporter.touch();
    vi.advanceTimersByTime(1_000);
    expect(reported).toHaveLength(1);
  });

  it('leaves no timer running when closed, even twice', () => {
    reporter.touch();
    reporter.close();
    reporter.close();
    reporter.touch();
    expect(vi.getTimerCount()).toBe(0);
  });
});
