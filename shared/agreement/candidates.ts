import type { RatingRow } from './ratingMatrix.ts';

/** The ratings of an interview, except ratings of N (no evidence). */
export type RatedInterview = { interviewId: string; at: number; ratings: readonly UnitRating[] };

export interface UnitRating {
  rater: string;
  /** Has the form `questionId/competencyId`. */
  unit: string;
  value: number;
}

export interface Candidate {
  /** Ascending column numbers of the candidate's raters. There are at least two. */
  raters: readonly number[];
  rows: readonly RatingRow[];
}

export interface CandidateSet {
  /** Names of the raters. The index of a name is the rater's column. */
  raters: readonly string[];
  candidates: readonly Candidate[];
}

/**
 * Returns interviews in which two raters rated the same unit, in an order that does not depend on the input.
 * If a rater rated a unit several times, the last rating counts.
 */
export function comparableCandidates(interviews: readonly RatedInterview[]): CandidateSet {
  const comparable = interviews
    .map(interview => ({ interview, units: ratingsByUnit(interview) }))
    .filter(({ units }) => [...units.values()].some(byRater => byRater.size >= 2))
    .sort(
      (a, b) => a.interview.at - b.interview.at || compare(a.interview.interviewId, b.interview.interviewId),
    );

  const namesOf = (units: UnitMap) => [...units.values()].flatMap(byRater => [...byRater.keys()]);
  const raters = [...new Set(comparable.flatMap(({ units }) => namesOf(units)))].sort(compare);
  const candidates = comparable.map(({ units }) => {
    const present = new Set(namesOf(units));
    const inOrder = [...units].sort(([a], [b]) => compare(a, b));
    return {
      raters: raters.flatMap((name, column) => (present.has(name) ? column : [])),
      rows: inOrder.map(([, byRater]) => raters.map(name => byRater.get(name))),
    };
  });
  return { raters, candidates };
}

type UnitMap = ReadonlyMap<string, ReadonlyMap<string, number>>;

function ratingsByUnit({ ratings }: RatedInterview): UnitMap {
  const units = new Map<string, Map<string, number>>();
  for (const { rater, unit, value } of ratings) {
    const byRater = units.get(unit) ?? new Map<string, number>();
    units.set(unit, byRater.set(rater, value));
  }
  return units;
}

/** Compares texts by code units, so that the order is the same in every locale. */
function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
