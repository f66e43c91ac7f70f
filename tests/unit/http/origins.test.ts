import { expect, it } from 'vitest';
import { isOwnHandshake } from '../../../server/http/origins.ts';

const ALLOWED = ['https://interviews.example.com'];

it.each([
  ['our page', { origin: 'https://interviews.example.com' }, true],
  ['our page that polls', { 'sec-fetch-site': 'same-origin' }, true],
  ["another origin's page", { origin: 'https://evil.example' }, false],
  ["another origin's page that polls", { 'sec-fetch-site': 'cross-site' }, false],
  ["a sibling domain's page that polls", { 'sec-fetch-site': 'same-site' }, false],
  [
    "another origin's page, with any other headers",
    { origin: 'null', 'sec-fetch-site': 'same-origin' },
    false,
  ],
  ['a client without an Origin header', {}, false],
])('a handshake from %s', (_who, headers, allowed) => {
  expect(isOwnHandshake(headers, ALLOWED)).toBe(allowed);
});
