import { beforeEach, describe, expect, it } from 'vitest';
import { type Playout, PlayoutClock } from '../../../../sfu/player/PlayoutClock.ts';
import { HandMovedTime } from '../../../support/handMovedTime.ts';

/** Fake playout that is due at a fixed interval and records when it was served. */
class Metronome implements Playout {
  readonly sent: { dueMs: number; atMs: number }[] = [];
  readonly #everyMs: number;
  nextDueMs = Number.POSITIVE_INFINITY;

  constructor(everyMs = 20) {
    this.#everyMs = everyMs;
  }

  startAt(timeMs: number): void {
    this.nextDueMs = timeMs;
  }

  advance(nowMs: number): void {
    for (; this.nextDueMs <= nowMs; this.nextDueMs += this.#everyMs)
      this.sent.push({ dueMs: this.nextDueMs, atMs: nowMs });
  }
}

describe('PlayoutClock', () => {
  let time: HandMovedTime;
  let clock: PlayoutClock;

  beforeEach(() => {
    time = new HandMovedTime(1_003);
    clock = new PlayoutClock(time);
  });

  const added = (player = new Metronome()) => {
    clock.add(player);
    return player;
  };

  it('starts a player within two frames and serves it when it is due', () => {
    const player = added();
    time.moveTo(1_200);
    expect(player.sent.slice(0, 3)).toEqual([
      { dueMs: 1_040, atMs: 1_040 },
      { dueMs: 1_060, atMs: 1_060 },
      { dueMs: 1_080, atMs: 1_080 },
    ]);
  });

  it('serves a player that is due between two ticks on the later one, never early', () => {
    const player = added(new Metronome(7));
    time.moveTo(1_500);
    for (const { dueMs, atMs } of player.sent) {
      expect(atMs % 5).toBe(0);
      expect(atMs).toBeGreaterThanOrEqual(dueMs);
      expect(atMs - dueMs).toBeLessThan(5);
    }
  });

  it('does not drift when its timers fire late', () => {
    const player = added();
    for (let now = 1_010; now < 61_000; now += 13) time.leapTo(now);
    expect(player.sent.at(-1)?.dueMs).toBeGreaterThan(60_960);
    expect(player.sent.map(({ dueMs }) => dueMs)).toEqual(player.sent.map((_, index) => 1_040 + index * 20));
    expect(Math.max(...player.sent.map(({ dueMs, atMs }) => atMs - dueMs))).toBeLessThan(26);
  });

  it('treats a timer that fires slightly early as the tick it was set for', () => {
    const player = added();
    const early = new PlayoutClock({
      now: () => time.now() - 0.7,
      after: (milliseconds, callback) => time.after(milliseconds - 0.7, callback),
    });
    early.add(player);
    time.moveTo(1_100);
    for (const { dueMs, atMs } of player.sent) expect(atMs).toBe(dueMs);
  });

  it('never reports a time before that of a tick that fired early', () => {
    let earlyMs = 0.7;
    const early = new PlayoutClock({
      now: () => time.now() - earlyMs,
      after: (milliseconds, callback) => time.after(milliseconds - earlyMs, callback),
    });
    const player = new Metronome();
    early.add(player);
    time.moveTo(1_040);
    expect(player.sent).toEqual([{ dueMs: 1_040, atMs: 1_040 }]);
    expect(early.nowMs).toBe(1_040);
    earlyMs = 0;
    time.moveTo(1_050);
    expect(early.nowMs).toBe(1_050);
  });

  it('spreads its players over one frame duration', () => {
    const players = Array.from({ length: 48 }, () => added(new Metronome(40)));
    time.moveTo(1_200);
    const beats = Map.groupBy(players, ({ sent }) => (sent[0]?.dueMs ?? 0) % 40);
    expect([...beats.keys()].sort((a, b) => a - b)).toEqual([0, 5, 10, 15, 20, 25, 30, 35]);
    expect([...beats.values()].map(group => group.length)).toEqual(new Array(8).fill(6));
  });

  it('gives a freed slot to the next player', () => {
    const players = Array.from({ length: 16 }, () => added(new Metronome(40)));
    const [left] = players.splice(3, 1);
    if (!left) throw new Error('There is no such player.');
    const place = left.nextDueMs % 40;
    clock.remove(left);
    expect(added(new Metronome(40)).nextDueMs % 40).toBe(place);
  });

  it('runs no timer without players, and serves no player that was removed', () => {
    expect(time.timerCount).toBe(0);
    const [first, second] = [added(), added()];
    expect(time.timerCount).toBe(1);
    time.moveTo(1_200);
    clock.remove(first);
    clock.remove(first);
    const count = first.sent.length;
    time.moveTo(1_400);
    expect(first.sent).toHaveLength(count);
    clock.remove(second);
    expect(time.timerCount).toBe(0);
    expect(clock.figures.players).toBe(0);
  });

  it('continues with the other players when one removes itself while it is served', () => {
    const leaver = added();
    leaver.advance = () => clock.remove(leaver);
    const player = added();
    time.moveTo(1_200);
    expect(player.sent.length).toBeGreaterThan(5);
  });

  it('counts late ticks', () => {
    for (const lateMs of [0, 20, 20.5, 39, 41, 300]) clock.countPacket(lateMs);
    clock.countStall();
    expect(clock.figures).toEqual({
      players: 0,
      packets: 6,
      lateBy20Ms: 4,
      lateBy40Ms: 2,
      worstLateMs: 300,
      stalls: 1,
    });
  });
});
