import { csvText } from '../../../../shared/csv.ts';
import { LOCALE } from '../../../../shared/intl.ts';
import type { CompetencyId } from '../../../../shared/kit/kitIds.ts';
import type { ComparedGroup, ComparedRound } from '../../../../shared/protocol/candidateRoutes.ts';
import { candidateTexts } from '../../../texts/candidates.ts';

export type Column = 'name' | 'mean' | CompetencyId;

/** Value of a column. Rounds without one come last in both orders. */
function shownValue(round: ComparedRound, by: Column): string | number | undefined {
  if (by === 'name') return round.name;
  return by === 'mean' ? round.mean : round.cells[by]?.mean;
}

/** Sorts names from A to Z, and ratings from the highest to the lowest. */
export function sortedRounds(
  rounds: readonly ComparedRound[],
  by: Column,
  reversed: boolean,
): ComparedRound[] {
  const sign = (by === 'name') === reversed ? -1 : 1;
  return rounds.toSorted((a, b) => {
    const [left, right] = [shownValue(a, by), shownValue(b, by)];
    if (left === undefined || right === undefined)
      return Number(left === undefined) - Number(right === undefined);
    return (
      sign * (typeof left === 'string' ? left.localeCompare(String(right), LOCALE) : left - Number(right))
    );
  });
}

/** Returns compared candidates as CSV, with mean, lowest, highest, and number of ratings of each competency. */
export function comparisonCsv(
  { role, level, version, competencies }: ComparedGroup,
  rounds: readonly ComparedRound[],
): string {
  const { compare } = candidateTexts;
  const { columns, statistics } = compare.file;
  return csvText([
    [
      ...columns,
      ...competencies.flatMap(({ name }) => statistics.map(statistic => `${name}: ${statistic}`)),
      compare.decision,
    ],
    ...rounds.map(({ name, scheduledAt, mean, raters, cells, decision }) => [
      name,
      new Date(scheduledAt).toISOString(),
      compare.kit(role, level, version),
      decimals(mean),
      String(raters),
      ...competencies.flatMap(({ competencyId }) => {
        const { mean, low, high, n = 0 } = cells[competencyId] ?? {};
        return [decimals(mean), decimals(low), decimals(high), String(n)];
      }),
      decision ? candidateTexts.decided(decision.stage, decision.outcome) : '',
    ]),
  ]);
}

function decimals(value: number | undefined): string {
  return value?.toFixed(2) ?? '';
}
