import { describe, expect, it } from 'vitest';
import { type LevelFrame, LevelTrack } from '../../../../sfu/voice/LevelTrack.ts';

type Packet = readonly [sequence: number, atMs: number, levelDbov: number];

function framesOf(...packets: Packet[]): LevelFrame[] {
  const track = new LevelTrack();
  return packets.flatMap(([sequence, atMs, levelDbov]) => track.take({ sequence, atMs, levelDbov }));
}

function levels(frames: readonly LevelFrame[]): string {
  return frames
    .map(({ atMs, levelDbov, isGuessed }) => `${atMs}:${Math.round(levelDbov)}${isGuessed ? '?' : ''}`)
    .join(' ');
}

describe('LevelTrack', () => {
  it('returns one level per 20 ms packet, across the wrap of sequence numbers', () => {
    expect(levels(framesOf([65_534, 0, -20], [65_535, 20, -30], [0, 40, -40], [1, 60, -127]))).toBe(
      '0:-20 20:-30 40:-40 60:-127',
    );
  });

  it('keeps whether a packet has a pitch, and leaves it unknown for interpolated levels', () => {
    const track = new LevelTrack();
    const frames = [
      { sequence: 1, atMs: 0, levelDbov: -20, isVoiced: true },
      { sequence: 2, atMs: 20, levelDbov: -20 },
      { sequence: 4, atMs: 60, levelDbov: -20, isVoiced: false },
    ].flatMap(packet => track.take(packet));
    expect(frames.map(({ isVoiced }) => isVoiced)).toEqual([true, undefined, undefined, false]);
  });

  it('interpolates when one or two packets are lost', () => {
    expect(levels(framesOf([1, 0, -20], [2, 20, -20], [5, 80, -50]))).toBe(
      '0:-20 20:-20 40:-30? 60:-40? 80:-50',
    );
  });

  it('does not wait for late packets, and counts none twice', () => {
    expect(levels(framesOf([1, 0, -20], [3, 40, -40], [2, 20, -99], [3, 40, -40], [4, 60, -40]))).toBe(
      '0:-20 20:-30? 40:-40 60:-40',
    );
  });

  it('uses the quieter side in a longer gap, and stops in a gap of more than a second', () => {
    const gap = framesOf([1, 0, -60], [2, 20, -60], [3, 420, -20]);
    expect(gap).toHaveLength(22);
    expect(
      gap.slice(2, 21).every(({ levelDbov, isGuessed }) => Math.round(levelDbov) === -60 && isGuessed),
    ).toBe(true);
    const long = framesOf([1, 0, -60], [2, 20, -60], [3, 5_000, -20]);
    expect(long).toHaveLength(53);
    expect(long.at(-1)).toMatchObject({ atMs: 5_000, levelDbov: expect.closeTo(-20) });
  });

  it('accepts packets of 60 ms and 10 ms', () => {
    expect(levels(framesOf([1, 0, -20], [2, 60, -30], [3, 120, -40]))).toBe(
      '0:-20 20:-23? 40:-27? 60:-30 80:-30 100:-30 120:-40 140:-40 160:-40',
    );
    const short = framesOf(
      [1, 0, -127],
      [2, 10, -127],
      [3, 20, -20],
      [4, 30, -20],
      [5, 40, -20],
      [6, 50, -127],
    );
    expect(levels(short)).toBe('0:-127 20:-20 40:-23');
  });

  it('stays aligned when the packet length changes', () => {
    const frames = framesOf(
      ...Array.from({ length: 5 }, (_, index): Packet => [index, index * 60, -30]),
      ...Array.from({ length: 10 }, (_, index): Packet => [5 + index, 300 + index * 20, -40]),
    );
    expect(frames.map(({ atMs }) => atMs)).toEqual(frames.map((_, index) => index * 20));
    expect(frames.at(-1)?.atMs).toBe(480);
  });
});
