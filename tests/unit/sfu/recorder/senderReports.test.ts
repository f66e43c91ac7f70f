import type { types } from 'mediasoup';
import { describe, expect, it } from 'vitest';
import { ClockOffset, SenderReports } from '../../../../sfu/recorder/SenderReports.ts';

const BEHIND_MS = 5_000;

function makeOffset() {
  const offset = new ClockOffset();
  let sentMs = 0;
  return {
    offset,
    /** Takes reports one second apart, each with the given network delay. */
    take: (...delaysMs: number[]) => {
      for (const delayMs of delaysMs) {
        sentMs += 1_000;
        offset.take({ ntpMs: sentMs, arrivedAtMs: sentMs + BEHIND_MS + delayMs, roundTripMs: 0 });
      }
    },
  };
}

describe('ClockOffset', () => {
  it('is known after the third sender report', () => {
    const { offset, take } = makeOffset();
    take(20, 20);
    expect(offset.ms).toBeUndefined();
    take(20);
    expect(offset.ms).toBe(BEHIND_MS + 20);
  });

  it('uses the median report, so that delayed reports do not count', () => {
    const { offset, take } = makeOffset();
    take(20, 900, 21, 19, 700);
    expect(offset.ms).toBe(BEHIND_MS + 21);
  });

  it('follows a changed offset, and uses the last seven reports', () => {
    const { offset, take } = makeOffset();
    take(20, 20, 20, 20, 20, 20, 20, 70, 70, 70, 70);
    expect(offset.ms).toBe(BEHIND_MS + 70);
  });

  it('subtracts half the round-trip time of a report', () => {
    const offset = new ClockOffset();
    for (const ntpMs of [1_000, 2_000, 3_000])
      offset.take({ ntpMs, arrivedAtMs: ntpMs + BEHIND_MS + 40, roundTripMs: 80 });
    expect(offset.ms).toBe(BEHIND_MS);
  });

  it('uses the shortest round trip, because a busy page answers late', () => {
    const offset = new ClockOffset();
    for (const [second, roundTripMs] of [undefined, 310, 290, 4, 180].entries())
      offset.take({
        ntpMs: second * 1_000,
        arrivedAtMs: second * 1_000 + BEHIND_MS + 2 + second / 10,
        roundTripMs,
      });
    expect(offset.ms).toBeCloseTo(BEHIND_MS + 0.2, 6);
  });

  it('is not set by one packet with several reports', () => {
    const offset = new ClockOffset();
    for (const ntpMs of [1_000, 1_001, 1_002, 1_003])
      offset.take({ ntpMs, arrivedAtMs: 1_050 + BEHIND_MS, roundTripMs: 0 });
    expect(offset.ms).toBeUndefined();
  });
});

describe('the sender reports of a recorded producer', () => {
  it('keep the trace events that time key frame requests, because mediasoup replaces the list', () => {
    let traced: readonly string[] = ['keyframe', 'pli'];
    // A real producer has dozens of members. These are the two that the constructor uses.
    const producer = {
      on: () => {},
      enableTraceEvent: async (types: readonly string[]) => {
        traced = types;
      },
    } as unknown as types.Producer;
    new SenderReports({
      producer,
      isSimulcast: false,
      clockRate: 90_000,
      offset: new ClockOffset(),
      onMoment: () => {},
    });
    expect(traced).toEqual(expect.arrayContaining(['sr', 'keyframe', 'pli']));
  });
});
