import type { RatingRow } from './ratingMatrix.ts';

/** One interview of a kit with all ratings given in it. N is no rating and is not in the list. */
export interface RatedInterview {
  interviewId: string;
  /** When it was held, in milliseconds since 1970. */
  at: number;
  ratings: readonly UnitRating[];
}

export interface UnitRating {
  rater: string;
  /** What was rated: `questionId/competencyId`. */
  unit: string;
  /** 1 to 5. */
  value: number;
}

/** An interview whose raters can be compared. */
export interface Candidate {
  /** Columns of those who rated this candidate, rising. At least two. */
  raters: readonly number[];
  /** One row for each unit that someone rated; one column for each rater of the whole kit. */
  rows: readonly RatingRow[];
}

export interface CandidateSet {
  /** Everybody who rated one of the candidates; their column is their place here. */
  raters: readonly string[];
  /** In the order of time. */
  candidates: readonly Candidate[];
}

/**
 * The interviews that say something about agreement: those in which two raters rated the same unit. Order and names do not depend on
 * the order of the input, so that the same ratings always lead to the same figures. Should a rater appear twice for one unit of an
 * interview, the last rating counts.
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

/** Unit to rater to rating. */
type UnitMap = ReadonlyMap<string, ReadonlyMap<string, number>>;

function ratingsByUnit({ ratings }: RatedInterview): UnitMap {
  const units = new Map<string, Map<string, number>>();
  for (const { rater, unit, value } of ratings) {
    const byRater = units.get(unit) ?? new Map<string, number>();
    units.set(unit, byRater.set(rater, value));
  }
  return units;
}

/** The same order in every locale. */
function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
