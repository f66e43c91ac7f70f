import { expect, it } from 'vitest';
import { proofOf } from '../../../client/site/proof.ts';

it('pages show each number of a role only from five on', () => {
  expect(proofOf({ interviewed: 0, withFeedback: 0, rated: 0 })).toEqual({});
  expect(proofOf({ interviewed: 4, withFeedback: 4, rated: 4, average: 5 })).toEqual({});
  expect(proofOf({ interviewed: 5, withFeedback: 4, rated: 1, average: 5 })).toEqual({ interviewed: 5 });
  expect(proofOf({ interviewed: 9, withFeedback: 6, rated: 5, average: 4.2 })).toEqual({
    rating: { average: 4.2, rated: 5 },
    interviewed: 9,
    withFeedback: 6,
  });
});
