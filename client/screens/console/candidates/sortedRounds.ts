import { LOCALE } from '../../../../shared/intl.ts';
import type { CompetencyId } from '../../../../shared/kit/kitIds.ts';
import type { ComparedRound } from '../../../../shared/protocol/candidateRoutes.ts';

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
