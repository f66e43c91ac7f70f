import { expect, it } from 'vitest';
import { initialsOf } from '../../../client/core/initials.ts';

it.each([
  ['Ada King Lovelace', 'AL'],
  ['  ada ', 'A'],
  ['Ada (she) 🎉', 'A'],
  ['👩‍💻 Ada Lovelace', 'AL'],
  ['🏳️‍🌈', '🏳️‍🌈'],
  ['👨‍👩‍👧‍👦 🎈', '👨‍👩‍👧‍👦'],
  ['e\u0301lodie n\u0303', 'E\u0301N\u0303'],
  ['李 小龙', '李小'],
  ['', ''],
])('the initials of %j are %j, with whole characters', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});
