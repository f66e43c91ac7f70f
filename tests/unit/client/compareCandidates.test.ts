import { parse } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import { comparisonCsv, sortedRounds } from '../../../client/screens/console/candidates/comparison.ts';
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

it('a comparison as CSV has the figures of the table, and empty cells where nothing is rated', () => {
  const group = comparedGroup();
  const [first] = group.competencies;
  const rows: Record<string, string>[] = parse(comparisonCsv(group, group.rounds), {
    bom: true,
    columns: true,
  });
  const figures = ['mean', 'lowest', 'highest', 'ratings'].map(name => `${first?.name}: ${name}`);
  expect(rows.map(row => [row.Candidate, row.Raters, ...figures.map(name => row[name])])).toEqual([
    ['Ada Lovelace', '2', '4.20', '3.70', '4.70', '2'],
    ['Grace Hopper', '2', '', '', '', '0'],
  ]);
  expect(rows[0]?.Decision).not.toBe('');
});
