import { expect, it } from 'vitest';
import { coveredBy } from '../../../shared/kit/kit.ts';

it.each([
  ['Covers queries; does not cover typing speed.', 'Covers queries.'],
  ['How a cause is found; not how a fix is released.', 'How a cause is found.'],
  ['Covers queries; joins and windows included.', 'Covers queries; joins and windows included.'],
  ['', ''],
])('coveredBy shows candidates of “%s”: “%s”', (description, covered) => {
  expect(coveredBy(description)).toBe(covered);
});
