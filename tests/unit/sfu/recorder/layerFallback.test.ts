import { describe, expect, it } from 'vitest';
import { LayerFallback } from '../../../../sfu/recorder/stream/layerPolicies.ts';

/** Returns the changes of the preferred layer, in steps of 100 ms. Packets arrive within the given spans. */
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

describe('LayerFallback', () => {
  it('prefers the highest layer while its packets arrive, and before the first packet', () => {
    expect(changes([[3_000, 9_000]], () => 2, 8_900)).toEqual([]);
  });

  it('prefers the layer below when the highest goes silent, and the highest again when its packets resume', () => {
    const spans = [
      [0, 2_000],
      [2_700, 9_000],
    ] as const;
    expect(changes(spans, nowMs => (nowMs < 2_700 ? 2 : 1), 8_900)).toEqual(['2400: 1', '2700: 2']);
  });

  it('falls back one layer at a time', () => {
    const spans = [
      [0, 1_000],
      [1_500, 1_600],
      [2_300, 9_000],
    ] as const;
    const currentAt = (nowMs: number) => (nowMs < 1_500 ? 2 : nowMs < 2_300 ? 1 : 0);
    expect(changes(spans, currentAt, 8_900)).toEqual(['1400: 1', '1500: 2', '2000: 0', '2300: 2']);
  });

  it('returns to the highest layer when no layer sends, and stays there until one does', () => {
    const spans = [
      [0, 1_000],
      [6_000, 7_000],
    ] as const;
    expect(changes(spans, () => 2, 8_000)).toEqual(['1400: 1', '2900: 2', '7400: 1']);
  });

  it('waits a while before it switches when the silent layer resumes', () => {
    const spans = Array.from({ length: 9 }, (_, index) => [index * 800, index * 800 + 100] as const);
    expect(changes(spans, () => 2, 7_000)).toEqual(['500: 1', '800: 2', '6100: 1', '6400: 2']);
  });

  it('never goes below the lowest layer', () => {
    expect(changes([[0, 1_000]], () => 0, 5_000)).toEqual([]);
  });

  it('keeps the layer while no packets are expected', () => {
    const fallback = new LayerFallback(2);
    fallback.notePacket(0);
    fallback.pause();
    expect(fallback.preferred(2, 10_000)).toBe(2);
  });
});
