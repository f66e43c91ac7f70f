import { expect, it } from 'vitest';
import { isOwnHandshake } from '../../../server/http/origins.ts';

const ALLOWED = ['https://interviews.example.com'];

it.each([
  ['a page of ours', { origin: 'https://interviews.example.com' }, true],
  ['a page of ours that polls', { 'sec-fetch-site': 'same-origin' }, true],
  ['a foreign page', { origin: 'https://evil.example' }, false],
  ['a foreign page that polls', { 'sec-fetch-site': 'cross-site' }, false],
  ['a neighbour under the same domain that polls', { 'sec-fetch-site': 'same-site' }, false],
  ['a foreign page, whatever else it says', { origin: 'null', 'sec-fetch-site': 'same-origin' }, false],
  ['a client that says nothing', {}, false],
])('a handshake of %s', (_who, headers, allowed) => {
  expect(isOwnHandshake(headers, ALLOWED)).toBe(allowed);
});
