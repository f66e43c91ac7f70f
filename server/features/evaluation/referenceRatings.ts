import { mean } from '../../../shared/agreement/ratingMatrix.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import type { Calibration } from '../../../shared/protocol/calibrationRoutes.ts';
import { keysOfCompetency } from '../../../shared/rubric/completeness.ts';
import type { RatingValue } from '../../../shared/rubric/rating.ts';
import type { Scorecard } from '../../../shared/rubric/scorecard.ts';
import type { RatedReference } from '../../store/referenceStore.ts';

export type RatedCompetency = Calibration['rated'][number]['competencies'][number];

/**
 * True if the evaluator gave a number in at least half of the competencies whose agreed rating is a number.
 * Without this rule, an evaluator could pass by rating N everywhere.
 */
export function countsForCalibration(competencies: readonly RatedCompetency[]): boolean {
  const agreed = competencies.filter(competency => isNumber(competency.agreed));
  const rated = agreed.filter(({ own }) => isNumber(own));
  return rated.length > 0 && rated.length * 2 >= agreed.length;
}

/**
 * Compares an evaluator's ratings with the agreed ratings. Returns undefined if the scorecard is gone. Means are
 * rounded here and nowhere else, so that every distance follows from the ratings that are shown.
 */
export function comparedWith(
  { rubric }: InterviewState,
  { seatId, agreed }: RatedReference,
): RatedCompetency[] | undefined {
  const card = rubric?.scorecards[seatId];
  if (!rubric || !card) return undefined;
  const { kit } = rubric.chosen;
  return kit.competencies.flatMap(({ id, name }) => {
    const agreedValue = agreed[id];
    if (agreedValue === undefined) return [];
    const values = valuesOf(card, keysOfCompetency(kit, id));
    const own = values.some(isNumber) ? inTenths(mean(values.filter(isNumber))) : values[0];
    return { competencyId: id, name, ...(own !== undefined && { own }), agreed: agreedValue };
  });
}

/** Returns the ratings as locked, without changes that the rater made after seeing other ratings. */
function valuesOf(card: Scorecard, keys: ReturnType<typeof keysOfCompetency>): RatingValue[] {
  return keys.flatMap(key => card.ratings[key]?.value ?? []);
}

/** Returns mean differences from the agreed ratings by competency, largest first. Ignores N ratings. */
export function distancesOf(competencies: readonly RatedCompetency[]): Calibration['distances'] {
  const byName = Map.groupBy(
    competencies.flatMap(({ name, own, agreed }) =>
      isNumber(own) && isNumber(agreed) ? { name, difference: inTenths(own - agreed) } : [],
    ),
    ({ name }) => name,
  );
  return [...byName]
    .map(([name, rated]) => {
      const differences = rated.map(({ difference }) => difference);
      return { name, n: differences.length, mean: mean(differences.map(Math.abs)), bias: mean(differences) };
    })
    .sort((a, b) => b.mean - a.mean);
}

export function isNumber<T extends number>(value: T | 'N' | undefined): value is T {
  return typeof value === 'number';
}

function inTenths(value: number): number {
  return Math.round(value * 10) / 10;
}
