import { expect, it } from 'vitest';
import { canBlur, withBlur } from '../../../client/core/deviceManager.ts';

it.each([
  ['the page can choose', { backgroundBlur: [true, false] }, true],
  ['the system always blurs it', { backgroundBlur: [true] }, false],
  ['the system never blurs it', { backgroundBlur: [false] }, false],
  ['the browser does not support blur', {}, false],
])('background blur is available when the page can set it: %s', (_where, capabilities, expected) => {
  expect(canBlur({ getCapabilities: () => capabilities } as unknown as MediaStreamTrack)).toBe(expected);
});

it('background blur is unavailable when the browser reports no camera capabilities', () => {
  expect(canBlur({} as MediaStreamTrack)).toBe(false);
});

it('background blur keeps the other camera constraints', () => {
  expect(withBlur({ width: 1_280 }, true)).toEqual({ width: 1_280, backgroundBlur: true });
});
