import { describe, expect, it } from 'vitest';
import { PlayedLevels } from '../../../../sfu/player/Player.ts';

function playedUntil(timeMs: number): PlayedLevels {
  const levels = new PlayedLevels();
  for (let at = 0; at <= timeMs; at += 20) levels.note(at, (at / 20) % 100);
  return levels;
}

describe('PlayedLevels', () => {
  it('returns the level of the last packet sent before a given time', () => {
    const levels = playedUntil(1_000);
    expect([1_000, 1_019, 999, 500, 20].map(timeMs => levels.at(timeMs))).toEqual([50, 50, 49, 25, 1]);
  });

  it('covers the last two seconds', () => {
    const levels = playedUntil(10_000);
    expect(levels.at(8_020)).toBe(1);
    expect(levels.at(7_900)).toBe(127);
  });

  it('returns silence for times when nothing was sent', () => {
    const levels = playedUntil(1_000);
    expect(levels.at(1_059)).toBe(50);
    expect(levels.at(1_061)).toBe(127);
    expect(levels.at(-1)).toBe(127);
    expect(new PlayedLevels().at(0)).toBe(127);
  });
});
