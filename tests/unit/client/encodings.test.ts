import { expect, it } from 'vitest';
import { layerForHeight, sendingPlan } from '../../../client/core/media/encodings.ts';

function layersOf(width: number, height: number) {
  return (sendingPlan('camera', { width, height }).encodings ?? []).map(
    ({ scaleResolutionDownBy = 1, maxBitrate }) => [height / scaleResolutionDownBy, maxBitrate],
  );
}

it('a camera is sent in as many layers as a browser really sends for its size, including full size', () => {
  expect(layersOf(1_280, 720)).toEqual([
    [180, 150_000],
    [360, 500_000],
    [720, 1_700_000],
  ]);
  expect(layersOf(640, 480)).toEqual([
    [240, 500_000],
    [480, 900_000],
  ]);
  expect(layersOf(320, 240)).toEqual([[240, 500_000]]);
});

it('a phone in portrait is sent like one in landscape', () => {
  const upright = sendingPlan('camera', { width: 720, height: 1_280 }).encodings;
  expect(upright).toEqual(sendingPlan('camera', { width: 1_280, height: 720 }).encodings);
});

it('a camera without a known size is treated as a good one', () => {
  expect(sendingPlan('camera', {}).encodings).toHaveLength(3);
});

it('a tile requests the lowest layer that fills it', () => {
  expect([90, 180, 360, 420, 720, 2_000].map(layerForHeight)).toEqual([0, 0, 1, 1, 2, 2]);
});
