import { expect, it } from 'vitest';
import { canBlur, withBlur } from '../../../client/core/deviceManager.ts';

it.each([
  ['the page can choose', { backgroundBlur: [true, false] }, true],
  ['the system blurs it always', { backgroundBlur: [true] }, false],
  ['the system never blurs it', { backgroundBlur: [false] }, false],
  ['the browser knows no blur', {}, false],
])('a background can be blurred where the page may choose: %s', (_where, capabilities, expected) => {
  expect(canBlur({ getCapabilities: () => capabilities } as unknown as MediaStreamTrack)).toBe(expected);
});

it('a browser that names no capabilities of a camera has no blur', () => {
  expect(canBlur({} as MediaStreamTrack)).toBe(false);
});

it('what else is asked of a camera stays beside the blur', () => {
  expect(withBlur({ width: 1_280 }, true)).toEqual({ width: 1_280, backgroundBlur: true });
});
