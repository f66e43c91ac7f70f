import { describe, expect, it } from 'vitest';
import { MediaClock } from '../../../../sfu/voice/MediaClock.ts';

const TICKS = 960;
const WRAP = 2 ** 32;

/** Takes a packet every 20 ms on the sender's clock, each with its own delay. */
function play(clock: MediaClock, delaysMs: readonly number[], firstTimestamp = 5_000): number[] {
  return delaysMs.map((delayMs, index) =>
    clock.take((firstTimestamp + index * TICKS) % WRAP, 1_000 + index * 20 + delayMs),
  );
}

describe('MediaClock', () => {
  it('advances evenly despite jitter, at the position of the packet with the smallest delay', () => {
    const clock = new MediaClock(48_000);
    const delays = Array.from({ length: 200 }, (_, index) =>
      index % 7 === 3 ? 10 : 10 + ((index * 37) % 90),
    );
    const times = play(clock, delays);
    for (const [index, time] of times.entries()) expect(time - (times[0] ?? 0)).toBeCloseTo(index * 20);
    expect(clock.arrivalOf(times[150] ?? 0)).toBeCloseTo(1_000 + 150 * 20 + 10, 0);
  });

  it('continues across the wrap of timestamps, even for a late packet', () => {
    const clock = new MediaClock(48_000);
    const first = WRAP - 2 * TICKS;
    const times = play(clock, [5, 5, 5, 5], first);
    expect(times.map(time => time - (times[0] ?? 0))).toEqual([0, 20, 40, 60]);
    expect(clock.take(first + TICKS, 1_070) - (times[0] ?? 0)).toBe(20);
  });

  it('maps a time back to its timestamp', () => {
    const clock = new MediaClock(48_000);
    const first = WRAP - 2 * TICKS;
    const times = play(clock, [5, 5, 5, 5], first);
    expect(clock.mediaMs).toBe(times[3]);
    expect(times.map(time => clock.timestampAt(time))).toEqual([first, first + TICKS, 0, TICKS]);
    expect(clock.timestampAt(clock.mediaMs + 20)).toBe(2 * TICKS);
  });

  it("advances with the local clock when the sender's clock was suspended or has jumped", () => {
    const clock = new MediaClock(48_000);
    const [first = 0] = play(clock, [5, 5, 5]);
    expect(clock.take(5_000 + 3 * TICKS, 1_045 + 4_000) - first).toBe(40 + 4_000);
    expect(clock.take(77_000_000, 1_045 + 4_020) - first).toBe(40 + 4_020);
    expect(clock.take(77_000_000 + TICKS, 1_045 + 4_040) - first).toBe(40 + 4_040);
    expect(clock.take(123, 1_045 + 4_060) - first).toBe(40 + 4_060);
  });

  it('follows a longer network delay within seconds, and a shorter one immediately', () => {
    const clock = new MediaClock(48_000);
    const times = play(
      clock,
      Array.from({ length: 400 }, (_, index) => (index < 100 ? 20 : 150)),
    );
    expect(clock.arrivalOf(times[399] ?? 0)).toBeCloseTo(1_000 + 399 * 20 + 150, 0);
    const shorter = clock.take(5_000 + 400 * TICKS, 1_000 + 400 * 20 + 30);
    expect(clock.arrivalOf(shorter)).toBeCloseTo(1_000 + 400 * 20 + 30, 0);
  });

  it('is correct again after delayed packets arrive in one burst', () => {
    const clock = new MediaClock(48_000);
    const held = Array.from({ length: 150 }, (_, index) =>
      index >= 50 && index < 125 ? 10 + (125 - index) * 20 : 10,
    );
    const times = play(clock, held);
    const agoMs = 1_000 + 149 * 20 + 10 - clock.arrivalOf(times[140] ?? 0);
    expect(agoMs).toBeCloseTo(9 * 20, 0);
  });
});
