import { expect, it } from 'vitest';
import { sortedRounds } from '../../../client/screens/console/candidates/sortedRounds.ts';
import { CompetencyId } from '../../../shared/kit/kitIds.ts';
import { comparedGroup } from '../../support/madeUpCandidates.ts';

it('sorts compared people by name, all ratings, or a competency, and those without a rating last', () => {
  const { rounds } = comparedGroup();
  const names = (by: Parameters<typeof sortedRounds>[1], reversed = false) =>
    sortedRounds(rounds, by, reversed).map(({ name }) => name);
  const [ada, grace] = ['Ada Lovelace', 'Grace Hopper'];
  expect(names('mean')).toEqual([ada, grace]);
  expect(names('mean', true)).toEqual([grace, ada]);
  expect(names('name')).toEqual([ada, grace]);
  expect(names('name', true)).toEqual([grace, ada]);
  // Grace has no rating of the first competency.
  const first = CompetencyId.parse('c-1');
  for (const reversed of [false, true]) expect(names(first, reversed)).toEqual([ada, grace]);
});
