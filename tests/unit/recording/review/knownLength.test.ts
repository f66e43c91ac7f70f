import { expect, it } from 'vitest';
import { knownLengthMs } from '../../../../shared/recording/review.ts';

it.each([
  ['ready', 90_000],
  ['recording', undefined],
  ['processing', undefined],
  ['none', 0],
  ['failed', 0],
  ['erased', 0],
] as const)('knownLength of a recording that is %s is %s', (state, expected) => {
  expect(knownLengthMs({ state, durationMs: 90_000 })).toBe(expected);
});
