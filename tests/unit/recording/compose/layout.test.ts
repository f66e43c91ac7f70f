import { describe, expect, it } from 'vitest';
import {
  CANVAS,
  CAPTIONS,
  fitOf,
  HEADER,
  layoutOf,
  type Rect,
} from '../../../../server/features/recording/compose/plan/canvas.ts';

function overlap(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

describe('layout of the composed video', () => {
  it.each([0, 1, 2, 3, 4, 5, 6, 8, 12])(
    'keeps %i tiles apart from the large one and inside the frame',
    others => {
      const { stage, strip } = layoutOf(others);
      const areas = [HEADER, stage, ...strip, CAPTIONS];
      expect(strip).toHaveLength(others);
      for (const [index, area] of areas.entries()) {
        expect(area.x).toBeGreaterThanOrEqual(0);
        expect(area.y).toBeGreaterThanOrEqual(0);
        expect(area.x + area.width).toBeLessThanOrEqual(CANVAS.width);
        expect(area.y + area.height).toBeLessThanOrEqual(CANVAS.height);
        for (const other of areas.slice(index + 1)) expect(overlap(area, other)).toBe(false);
      }
      for (const { x, y, width, height } of [stage, ...strip]) {
        expect([x % 2, y % 2, width % 2, height % 2]).toEqual([0, 0, 0, 0]);
        expect(width / height).toBeGreaterThan(1.65);
        expect(width / height).toBeLessThan(1.9);
      }
    },
  );

  it('centers a large tile without others', () => {
    const { stage } = layoutOf(0);
    expect(stage.x).toBe(CANVAS.width - stage.x - stage.width);
  });

  const tile = { x: 100, y: 50, width: 320, height: 180 };

  it('fills a tile with video of its aspect ratio', () => {
    expect(fitOf(tile, { width: 640, height: 360 }, false)).toEqual({
      scaled: { width: 320, height: 180 },
      shown: tile,
    });
  });

  it('crops 4:3 video slightly, and never crops a screen', () => {
    expect(fitOf(tile, { width: 640, height: 480 }, false)).toEqual({
      scaled: { width: 320, height: 240 },
      shown: tile,
    });
    expect(fitOf(tile, { width: 640, height: 480 }, true)).toEqual({
      scaled: { width: 240, height: 180 },
      shown: { x: 140, y: 50, width: 240, height: 180 },
    });
  });

  it('shows the full frame of a phone held upright', () => {
    const { scaled, shown } = fitOf(tile, { width: 360, height: 640 }, false);
    expect(scaled).toEqual({ width: 102, height: 180 });
    expect(shown).toEqual({ x: 210, y: 50, width: 102, height: 180 });
  });
});
