import { expect, it } from 'vitest';
import { normalizedWords, wordErrors } from '../../support/wordErrors.ts';

it.each([
  ['Please enter the PIN, number 7!', 'please enter the pin number 7'],
  ["I'm sorry, that's not valid; you can't.", 'i am sorry that is not valid you can not'],
  ['Press one, or twenty-one.', 'press 1 or 21'],
  ['Dial five hundred or two thousand and six.', 'dial 500 or 2000 and 6'],
  ['four or six, seven eight', '4 or 6 7 8'],
  ['Um, re-entered [beep] 1,200 of www.asterisk.org', 're entered 1200 of www asterisk org'],
])('compares %j as %j', (text, words) => {
  expect(normalizedWords(text).join(' ')).toBe(words);
});

it('counts inserted, deleted, and replaced words', () => {
  const count = (one: string, other: string) => wordErrors(one.split(' '), other.split(' '));
  expect(count('a b c d', 'a b c d')).toBe(0);
  expect(count('a b c d', 'a x c')).toBe(2);
  expect(count('a b', 'x a b y')).toBe(2);
});
