import { expect, it } from 'vitest';
import { likelyAddress } from '../../../client/core/addressTypo.ts';

it.each([
  ['ada@gmial.com', 'ada@gmail.com'],
  [' Ada.L@gmal.com ', 'Ada.L@gmail.com'],
  ['ada@gmail.con', 'ada@gmail.com'],
  ['ada@outloook.com', 'ada@outlook.com'],
  ['ada@hotmial.com', 'ada@hotmail.com'],
])('%s is probably %s', (typed, meant) => {
  expect(likelyAddress(typed)).toBe(meant);
});

it.each([
  'ada@gmail.com',
  'ada@mail.com',
  'ada@ymail.com',
  'ada@example.org',
  'ada@',
  '@gmial.com',
  'gmial.com',
  '',
])('“%s” is left alone', typed => {
  expect(likelyAddress(typed)).toBeUndefined();
});
