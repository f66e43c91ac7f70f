import { expect, it } from 'vitest';
import { isSameName } from '../../../shared/candidates/names.ts';

it.each([
  ['Leo Kaya', 'leo  kaya'],
  ['Zoë Hart', 'Zoe Hart'],
  ['Kaya, Leo', 'Leo Kaya'],
  ['Jean-Luc Picard', 'Jean Luc Picard'],
  ['Leo Kaja', 'Leo Kaya'],
  ['Grcae Hopper', 'Grace Hopper'],
])('%s and %s are one name', (one, other) => {
  expect(isSameName(one, other)).toBe(true);
});

it.each([
  ['Leo Kaya', 'Totally Different'],
  ['Ada King', 'Ada Lovelace'],
  ['Ann', 'Ana'],
  ['Leo Kaya', 'Lea Kayo'],
])('%s and %s are two names', (one, other) => {
  expect(isSameName(one, other)).toBe(false);
});
