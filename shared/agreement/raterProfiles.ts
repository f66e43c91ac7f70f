import { columnCount, mean, type RatingMatrix, ratingsIn, sum } from './ratingMatrix.ts';

const RATING_SCALE = [1, 2, 3, 4, 5] as const;
/** Minimum number of steps. With fewer, severity says more about the candidates than about the rater. */
export const MIN_SEVERITY_STEPS = 5;
/** Drift is the change over this number of steps. It is undefined for fewer steps. */
export const MIN_DRIFT_STEPS = 10;

export interface RaterProfile {
  ratings: number;
  /** Number of ratings on units that another rater also rated. */
  compared: number;
  /** Number of distinct times at which the compared ratings were given. */
  steps: number;
  /** Mean distance from other raters in points. Negative is harsher. Undefined below MIN_SEVERITY_STEPS. */
  severity: number | undefined;
  /** Change of `severity` over ten steps. Negative when the rater becomes harsher. */
  drift: number | undefined;
  /** Number of ratings for each value of RATING_SCALE. */
  counts: readonly number[];
  /** Sample standard deviation (with the divisor n - 1). Undefined below two ratings. */
  deviation: number | undefined;
  /** Share of ratings at either end of the scale. */
  extremeShare: number | undefined;
  /** Share of ratings in the middle of the scale. */
  middleShare: number | undefined;
}

/**
 * Descriptive rater effects: Saal, Downey & Lahey 1980, Psychological Bulletin 88, 413-428, and Myford & Wolfe 2003,
 * Journal of Applied Measurement 4, 386-422. Distances are measured from the mean of the other raters of the unit
 * (row). Drift is the least-squares slope of the distances over the rater's steps, times ten. `order` gives the time
 * of each row; rows with equal times are one step. Default: each row is a step.
 */
export function raterProfiles(matrix: RatingMatrix, order?: readonly number[]): RaterProfile[] {
  const distances = distancesByRater(matrix, order ?? matrix.map((_, row) => row));
  return distances.map((own, rater) => ({
    ...rangeUse(matrix.flatMap(row => row[rater] ?? [])),
    ...comparison(own),
  }));
}

type RangeUse = Pick<RaterProfile, 'ratings' | 'counts' | 'deviation' | 'extremeShare' | 'middleShare'>;

function rangeUse(ratings: readonly number[]): RangeUse {
  const share = (...values: number[]) =>
    ratings.length === 0 ? undefined : mean(ratings.map(rating => Number(values.includes(rating))));
  const [lowest, , middle, , highest] = RATING_SCALE;
  return {
    ratings: ratings.length,
    counts: RATING_SCALE.map(value => ratings.filter(rating => rating === value).length),
    deviation: standardDeviation(ratings),
    extremeShare: share(lowest, highest),
    middleShare: share(middle),
  };
}

function standardDeviation(values: readonly number[]): number | undefined {
  if (values.length < 2) return undefined;
  const center = mean(values);
  return Math.sqrt(sum(values.map(value => (value - center) ** 2)) / (values.length - 1));
}

type Distance = { place: number; points: number };

function comparison(
  own: readonly Distance[],
): Pick<RaterProfile, 'compared' | 'steps' | 'severity' | 'drift'> {
  const stepOf = stepsOf(own);
  const steps = new Set(stepOf).size;
  const points = own.map(distance => distance.points);
  return {
    compared: own.length,
    steps,
    severity: steps < MIN_SEVERITY_STEPS ? undefined : mean(points),
    drift: steps < MIN_DRIFT_STEPS ? undefined : 10 * slope(stepOf, points),
  };
}

function distancesByRater(matrix: RatingMatrix, order: readonly number[]): Distance[][] {
  const byRater = Array.from({ length: columnCount(matrix) }, (): Distance[] => []);
  for (const [index, row] of matrix.entries()) {
    const ratings = ratingsIn(row);
    if (ratings.length < 2) continue;
    const together = sum(ratings);
    for (const [rater, own] of byRater.entries()) {
      const rating = row[rater];
      if (rating === undefined) continue;
      const ofOthers = (together - rating) / (ratings.length - 1);
      own.push({ place: order[index] ?? index, points: rating - ofOthers });
    }
  }
  return byRater;
}

/** Numbers the rater's distinct times from 0, so that the length of breaks between interviews is ignored. */
function stepsOf(own: readonly Distance[]): number[] {
  const places = [...new Set(own.map(({ place }) => place))].sort((a, b) => a - b);
  const stepAt = new Map(places.map((place, step) => [place, step]));
  return own.map(({ place }) => stepAt.get(place) ?? 0);
}

function slope(xs: readonly number[], ys: readonly number[]): number {
  const [meanX, meanY] = [mean(xs), mean(ys)];
  const products = sum(xs.map((x, index) => (x - meanX) * ((ys[index] ?? 0) - meanY)));
  return products / sum(xs.map(x => (x - meanX) ** 2));
}
