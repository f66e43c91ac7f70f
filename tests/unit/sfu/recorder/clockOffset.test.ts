import { describe, expect, it } from 'vitest';
import { ClockOffset } from '../../../../sfu/recorder/SenderReports.ts';

const BEHIND_MS = 5_000;

function makeOffset() {
  const offset = new ClockOffset();
  let sentMs = 0;
  return {
    offset,
    /** Reports a second apart, on their way for so long. */
    take: (...delaysMs: number[]) => {
      for (const delayMs of delaysMs) {
        sentMs += 1_000;
        offset.take({ ntpMs: sentMs, arrivedAtMs: sentMs + BEHIND_MS + delayMs, roundTripMs: 0 });
      }
    },
  };
}

describe("a sender's wall clock", () => {
  it('is placed with the third of its reports', () => {
    const { offset, take } = makeOffset();
    take(20, 20);
    expect(offset.ms).toBeUndefined();
    take(20);
    expect(offset.ms).toBe(BEHIND_MS + 20);
  });

  it('is placed by the report in the middle, so that those which are held up do not count', () => {
    const { offset, take } = makeOffset();
    take(20, 900, 21, 19, 700);
    expect(offset.ms).toBe(BEHIND_MS + 21);
  });

  it('may change, and the last seven reports count', () => {
    const { offset, take } = makeOffset();
    take(20, 20, 20, 20, 20, 20, 20, 70, 70, 70, 70);
    expect(offset.ms).toBe(BEHIND_MS + 70);
  });

  it('is placed without the half of a round trip that a report takes', () => {
    const offset = new ClockOffset();
    for (const ntpMs of [1_000, 2_000, 3_000])
      offset.take({ ntpMs, arrivedAtMs: ntpMs + BEHIND_MS + 40, roundTripMs: 80 });
    expect(offset.ms).toBe(BEHIND_MS);
  });

  it('is placed by the shortest round trip, as those of a busy page take longer than the way', () => {
    const offset = new ClockOffset();
    for (const [second, roundTripMs] of [undefined, 310, 290, 4, 180].entries())
      offset.take({
        ntpMs: second * 1_000,
        arrivedAtMs: second * 1_000 + BEHIND_MS + 2 + second / 10,
        roundTripMs,
      });
    expect(offset.ms).toBeCloseTo(BEHIND_MS + 0.2, 6);
  });

  it('is not placed by one packet with several reports', () => {
    const offset = new ClockOffset();
    for (const ntpMs of [1_000, 1_001, 1_002, 1_003])
      offset.take({ ntpMs, arrivedAtMs: 1_050 + BEHIND_MS, roundTripMs: 0 });
    expect(offset.ms).toBeUndefined();
  });
});
