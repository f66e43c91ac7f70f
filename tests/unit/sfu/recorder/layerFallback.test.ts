import { describe, expect, it } from 'vitest';
import { LayerFallback } from '../../../../sfu/recorder/stream/layerPolicies.ts';

/** The preferred layer, at steps of 100 ms, where it changes. Packets come in the spans that are given. */
function changes(
  spans: readonly (readonly [fromMs: number, toMs: number])[],
  currentAt: (nowMs: number) => number,
  toMs: number,
): string[] {
  const fallback = new LayerFallback(2);
  const seen: string[] = [];
  let before = 2;
  for (let nowMs = 0; nowMs <= toMs; nowMs += 100) {
    if (spans.some(([from, to]) => nowMs >= from && nowMs < to)) fallback.notePacket(nowMs);
    const preferred = fallback.preferred(currentAt(nowMs), nowMs);
    if (preferred !== before) seen.push(`${nowMs}: ${preferred}`);
    before = preferred;
  }
  return seen;
}

describe('the layer to be recorded', () => {
  it('is the highest as long as its packets come, and before the first one', () => {
    expect(changes([[3_000, 9_000]], () => 2, 8_900)).toEqual([]);
  });

  it('is the one below when it falls silent, and the highest again as soon as that has come', () => {
    const spans = [
      [0, 2_000],
      [2_700, 9_000],
    ] as const;
    expect(changes(spans, nowMs => (nowMs < 2_700 ? 2 : 1), 8_900)).toEqual(['2400: 1', '2700: 2']);
  });

  it('goes down step by step', () => {
    const spans = [
      [0, 1_000],
      [1_500, 1_600],
      [2_300, 9_000],
    ] as const;
    const currentAt = (nowMs: number) => (nowMs < 1_500 ? 2 : nowMs < 2_300 ? 1 : 0);
    expect(changes(spans, currentAt, 8_900)).toEqual(['1400: 1', '1500: 2', '2000: 0', '2300: 2']);
  });

  it('is the highest again where nothing comes at all, and is left at that until something does', () => {
    const spans = [
      [0, 1_000],
      [6_000, 7_000],
    ] as const;
    expect(changes(spans, () => 2, 8_000)).toEqual(['1400: 1', '2900: 2', '7400: 1']);
  });

  it('is left alone for a while where the same layer comes again by itself', () => {
    const spans = Array.from({ length: 9 }, (_, index) => [index * 800, index * 800 + 100] as const);
    expect(changes(spans, () => 2, 7_000)).toEqual(['500: 1', '800: 2', '6100: 1', '6400: 2']);
  });

  it('is never one below the lowest', () => {
    expect(changes([[0, 1_000]], () => 0, 5_000)).toEqual([]);
  });

  it('is not doubted while nothing is to come', () => {
    const fallback = new LayerFallback(2);
    fallback.notePacket(0);
    fallback.pause();
    expect(fallback.preferred(2, 10_000)).toBe(2);
  });
});
