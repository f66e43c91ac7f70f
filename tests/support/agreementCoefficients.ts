import { stepUp } from '../../shared/agreement/candidateIcc.ts';
import {
  type AlphaMetric,
  alphaOf,
  coincidences,
  valuesIn,
} from '../../shared/agreement/krippendorffAlpha.ts';
import {
  column,
  columnCount,
  isRoundingOnly,
  mean,
  type RatingMatrix,
  type RatingRow,
  ratingsIn,
  sum,
} from '../../shared/agreement/ratingMatrix.ts';
import { kappaOf, pairMoments } from '../../shared/agreement/weightedKappa.ts';

export function krippendorffAlpha(matrix: RatingMatrix, metric: AlphaMetric = 'ordinal'): number | undefined {
  const values = valuesIn(matrix);
  return alphaOf([coincidences(matrix, values)], values, metric);
}

export function quadraticWeightedKappa(a: RatingRow, b: RatingRow): number | undefined {
  return kappaOf([pairMoments(a, b)]);
}

export interface PairKappa {
  /** Columns of the two raters, the smaller first. */
  raters: readonly [number, number];
  n: number;
  kappa: number | undefined;
}

/** Returns the quadratic-weighted kappa of every pair of raters (columns) over the rows that both rated. */
export function pairwiseKappas(matrix: RatingMatrix): PairKappa[] {
  const columns = Array.from({ length: columnCount(matrix) }, (_, index) => column(matrix, index));
  return columns.flatMap((a, first) =>
    columns.slice(first + 1).map((b, offset) => {
      const moments = pairMoments(a, b);
      return { raters: [first, first + 1 + offset] as const, n: moments.units, kappa: kappaOf([moments]) };
    }),
  );
}

export interface Icc {
  subjects: number;
  raters: number;
  /** ICC(2,1): share of the variance of ONE rater's scores that is due to the subjects. At most 1, may be negative. */
  single: number;
  /** ICC(2,k): the same for the MEAN of all k raters. At most 1. Undefined when `single` is -1/(k-1) or less. */
  average: number | undefined;
}

/**
 * Intraclass correlation for absolute agreement, two-way random effects: raters are a sample of possible raters, and a rater who is
 * one point harsher than the others counts as disagreement.
 *
 * Shrout & Fleiss 1979, "Intraclass correlations: uses in assessing rater reliability", Psychological Bulletin 86, 420-428: ICC(2,1)
 * and ICC(2,k), which equal ICC(A,1) and ICC(A,k) of McGraw & Wong 1996, Psychological Methods 1, 30-46 (table 4). With n subjects,
 * k raters, and the mean squares between subjects (BMS), between raters (JMS), and of the residual (EMS):
 *
 *     ICC(2,1) = (BMS - EMS) / (BMS + (k-1) EMS + k (JMS - EMS) / n)
 *     ICC(2,k) = (BMS - EMS) / (BMS + (JMS - EMS) / n)
 *
 * Rows are subjects, columns raters. Leaves out rows with a missing rating. Identical ratings give 1 as long as the subjects differ.
 * Undefined below 2 complete rows or 2 raters, when all ratings are equal, and when the denominator is 0.
 */
export function icc(matrix: RatingMatrix): Icc | undefined {
  const raters = columnCount(matrix);
  const rows = matrix.map(ratingsIn).filter(row => row.length === raters);
  const subjects = rows.length;
  if (subjects < 2 || raters < 2) return undefined;
  const squares = meanSquares(rows, raters);
  if (!squares) return undefined;

  const { betweenSubjects, betweenRaters, residual } = squares;
  const signal = betweenSubjects - residual;
  const noise = (raters - 1) * residual + (raters * (betweenRaters - residual)) / subjects;
  const whole = betweenSubjects + noise;
  // Apart from rounding, zero only when two raters contradict each other exactly on two subjects. Never negative.
  if (whole <= 1e-12 * (betweenSubjects + betweenRaters + residual)) return undefined;
  const single = signal / whole;
  return { subjects, raters, single, average: stepUp(single, raters) };
}

interface MeanSquares {
  betweenSubjects: number;
  betweenRaters: number;
  residual: number;
}

/** Two-way analysis of variance with one rating per cell. Undefined when all ratings are equal. */
function meanSquares(rows: readonly (readonly number[])[], raters: number): MeanSquares | undefined {
  const subjects = rows.length;
  const all = rows.flat();
  const grandMean = mean(all);
  const deviationSquared = (value: number) => (value - grandMean) ** 2;

  const total = sum(all.map(deviationSquared));
  if (isRoundingOnly(total, all)) return undefined;
  const raterMeans = Array.from({ length: raters }, (_, rater) => mean(rows.map(row => row[rater] ?? 0)));
  const ofSubjects = raters * sum(rows.map(row => deviationSquared(mean(row))));
  const ofRaters = subjects * sum(raterMeans.map(deviationSquared));
  // Rounding can make the difference slightly negative.
  const ofResidual = Math.max(0, total - ofSubjects - ofRaters);
  return {
    betweenSubjects: ofSubjects / (subjects - 1),
    betweenRaters: ofRaters / (raters - 1),
    residual: ofResidual / ((subjects - 1) * (raters - 1)),
  };
}
