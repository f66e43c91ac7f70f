import { expect, it } from 'vitest';
import { knownLengthMs } from '../../../../shared/recording/review.ts';

it.each([
  ['ready', 90_000],
  ['recording', undefined],
  ['processing', undefined],
  ['none', 0],
  ['failed', 0],
  ['erased', 0],
] as const)('a recording that is %s is known to be this long: %s', (state, expected) => {
  expect(knownLengthMs({ state, durationMs: 90_000 })).toBe(expected);
});
