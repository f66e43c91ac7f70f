import { describe, expect, it } from 'vitest';
import { SenderClock, type Stall } from '../../../../sfu/recorder/stream/SenderClock.ts';
import { randomness } from '../../../support/spoken/randomNoise.ts';

const RATE = 48_000;
const PACKET_TICKS = 960;
const PACKET_MS = 20;
const WRAP = 2 ** 32;

function makeClock(start = 0) {
  const stalls: Stall[] = [];
  const arrivals: { ticks: number; arrivedAtMs: number }[] = [];
  const clock = new SenderClock(RATE, {
    stalled: stall => stalls.push(stall),
    leastDelayed: arrival => arrivals.push(arrival),
  });
  return {
    clock,
    stalls,
    arrivals,
    /** `sentMs` is on the sender's clock. */
    take: (sentMs: number, arrivedAtMs: number) =>
      clock.take((start + sentMs * (RATE / 1_000)) % WRAP, arrivedAtMs),
    /** Takes `count` packets of 20 ms from this time on, each with its delay. */
    run: (fromMs: number, count: number, delay: (sentMs: number) => number) => {
      let ticks: number | undefined;
      for (let index = 0; index < count; index += 1) {
        const sentMs = fromMs + index * PACKET_MS;
        ticks = clock.take((start + sentMs * (RATE / 1_000)) % WRAP, sentMs + delay(sentMs));
      }
      return ticks;
    },
  };
}

describe('SenderClock', () => {
  it('counts from its first packet, whatever its timestamp', () => {
    const { run } = makeClock(123_456);
    expect(run(0, 1, () => 50)).toBe(0);
    expect(run(20, 1, () => 50)).toBe(PACKET_TICKS);
  });

  it('continues when timestamps wrap', () => {
    const { run, stalls } = makeClock(WRAP - 5 * PACKET_TICKS);
    expect(run(0, 11, () => 50)).toBe(10 * PACKET_TICKS);
    expect(stalls).toEqual([]);
  });

  it('continues after a mute of any length', () => {
    const { run, take } = makeClock(WRAP - 5 * PACKET_TICKS);
    run(0, 100, () => 50);
    const days = 3 * 86_400_000;
    expect(take(days, days + 50)).toBe(days * 48);
    expect(take(days + 20, days + 70)).toBe((days + 20) * 48);
  });

  it('ignores jitter and retransmitted packets', () => {
    const random = randomness(5);
    const { run, stalls } = makeClock();
    expect(run(0, 500, () => 50 + random.between(0, 250))).toBe(499 * PACKET_TICKS);
    expect(stalls).toEqual([]);
  });

  it('detects a jump when timestamps go back, by any amount', () => {
    const { run, take } = makeClock();
    run(0, 10, () => 50);
    expect(take(100, 250)).toBeUndefined();
    expect(take(200, 270)).toBe(200 * 48);
  });

  it('detects no jump when two packets of one frame have the same timestamp', () => {
    const { take } = makeClock();
    expect([take(0, 50), take(0, 51), take(40, 90), take(40, 95)]).toEqual([0, 0, 1_920, 1_920]);
  });

  it.each([
    ['forward by more than the elapsed time', 10_000],
    ['forward by hours', 7 * 3_600_000],
    ['back by minutes', -120_000],
  ])('detects a jump %s, and keeps the position for a reader without jump handling', (_, byMs) => {
    const { run, take } = makeClock(1_000_000_000);
    run(0, 100, () => 50);
    expect(take(2_000 + byMs, 2_050)).toBeUndefined();
    expect(take(2_020 + byMs, 2_070)).toBeUndefined();
    expect(take(2_040, 2_090)).toBe(2_040 * 48);
  });

  it('detects no jump when packets in between were lost or delayed', () => {
    const { run, take, stalls } = makeClock();
    run(0, 100, () => 50);
    expect(take(12_000, 12_050)).toBe(12_000 * 48);
    // Eight seconds late, and the next one on time.
    expect(take(12_020, 20_050)).toBe(12_020 * 48);
    expect(take(20_060, 20_110)).toBe(20_060 * 48);
    expect(stalls).toEqual([]);
  });

  it('maps times near the present, before and after its packets', () => {
    const { run, clock } = makeClock(WRAP - 2 * PACKET_TICKS);
    run(0, 10, () => 50);
    expect(clock.ticksOf(WRAP - 3 * PACKET_TICKS, 300)).toBe(-PACKET_TICKS);
    expect(clock.ticksOf(20 * PACKET_TICKS, 300)).toBe(22 * PACKET_TICKS);
    expect(clock.arrivalOf(0)).toBe(50);
    expect(clock.arrivalOf(RATE)).toBe(1_050);
  });

  it('reports once a second which packet had the smallest delay', () => {
    const { run, arrivals, clock } = makeClock();
    run(0, 150, sentMs => (sentMs % 1_000 === 500 ? 20 : 50));
    expect(arrivals).toEqual([
      { ticks: 500 * 48, arrivedAtMs: 520 },
      { ticks: 1_500 * 48, arrivedAtMs: 1_520 },
    ]);
    clock.end();
    expect(arrivals.at(-1)).toEqual({ ticks: 2_500 * 48, arrivedAtMs: 2_520 });
    clock.end();
    expect(arrivals).toHaveLength(3);
  });
});

describe('SenderClock with a suspended sender', () => {
  it('reports how long the sender was suspended, and where', () => {
    const { run, stalls } = makeClock();
    run(0, 100, () => 50);
    // The sender's clock has not moved for five seconds.
    run(2_000, 150, () => 5_050);
    expect(stalls).toEqual([{ ticks: 2_000 * 48, arrivedAtMs: 7_050, waitedMs: 5_020, advancedMs: 20 }]);
  });

  it("reports it when the sender's clock moved a little, and when no more packets arrive", () => {
    const { run, stalls, clock } = makeClock();
    run(0, 100, () => 50);
    run(2_300, 5, () => 950);
    expect(stalls).toEqual([]);
    clock.end();
    expect(stalls).toEqual([{ ticks: 2_300 * 48, arrivedAtMs: 3_250, waitedMs: 1_220, advancedMs: 320 }]);
  });

  it('reports each suspension', () => {
    const { run, stalls } = makeClock();
    run(0, 100, () => 50);
    run(2_000, 20, () => 1_050);
    run(2_400, 20, () => 2_050);
    run(2_800, 150, () => 3_050);
    expect(stalls.map(({ waitedMs }) => waitedMs)).toEqual([1_020, 1_020, 1_020]);
  });

  it('ignores a network that delivers a burst after a delay', () => {
    const { run, stalls, clock } = makeClock();
    run(0, 100, () => 50);
    run(2_000, 100, sentMs => Math.max(50, 4_000 - sentMs));
    clock.end();
    expect(stalls).toEqual([]);
  });

  it('ignores a sender that was muted or sends nothing in silence, because its clock continued', () => {
    const { run, stalls, clock } = makeClock();
    run(0, 100, () => 50);
    run(9_000, 20, () => 50);
    run(9_800, 20, () => 50);
    clock.end();
    expect(stalls).toEqual([]);
  });

  it('ignores a wait for a retransmitted packet', () => {
    const { run, take, stalls } = makeClock();
    run(0, 100, () => 50);
    take(2_000, 2_550);
    run(2_020, 150, () => 50);
    expect(stalls).toEqual([]);
  });
});
