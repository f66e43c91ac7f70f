import type { RatingRow } from './ratingMatrix.ts';

/** One interview of a kit with all its ratings, without N. */
export interface RatedInterview {
  interviewId: string;
  /** Epoch milliseconds. */
  at: number;
  ratings: readonly UnitRating[];
}

export interface UnitRating {
  rater: string;
  /** `questionId/competencyId`. */
  unit: string;
  /** 1 to 5. */
  value: number;
}

export interface Candidate {
  /** Ascending columns of the raters of this candidate. At least two. */
  raters: readonly number[];
  /** One row for each rated unit, one column for each rater of the whole kit. */
  rows: readonly RatingRow[];
}

export interface CandidateSet {
  /** Names of all raters. The index is the rater's column. */
  raters: readonly string[];
  candidates: readonly Candidate[];
}

/**
 * Returns the interviews in which at least two raters rated the same unit. The order does not depend on the order of the input,
 * so that the same ratings always give the same statistics. The last of several ratings of a unit by one rater counts.
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

/** Compares in the same order in every locale. */
function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
