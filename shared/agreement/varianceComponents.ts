import { addToCell } from './addToCell.ts';
import { isRoundingOnly, mean, sum } from './ratingMatrix.ts';

/** One rater's score of the subject it stands under. Raters are numbered from 0 through all subjects. */
export interface Score {
  rater: number;
  score: number;
}

/** All scores of one subject: at least one, each by a different rater. */
export type SubjectScores = readonly Score[];

/** In squared points. As estimates of variances that may be small, those of subjects and raters can fall below zero. */
export interface VarianceComponents {
  subject: number;
  rater: number;
  residual: number;
}

/**
 * Variance components of the two-way random model `score = mean + subject + rater + residual` when not every rater scored every
 * subject, by fitting constants: Henderson 1953, "Estimation of variance and covariance components", Biometrics 9, 226-252, method 3;
 * Searle, Casella & McCulloch 1992, "Variance Components", chapter 5. With N scores of P subjects by R raters, in C groups of subjects
 * and raters that no score connects, and sums of squares of subjects adjusted for raters, S(p|r), of raters adjusted for subjects,
 * S(r|p), and of the residual, S(e):
 *
 *     E S(e) = (N - P - R + C) residual
 *     E S(p|r) = (P - C) residual + (N - R) subject
 *     E S(r|p) = (R - C) residual + (N - P) rater
 *
 * The estimates are unbiased. Because each side is adjusted for the other, a candidate who met harsh raters does not pass for a weak
 * one. When every rater scored every subject they are those of the ordinary analysis of variance.
 *
 * Undefined when the design cannot tell the three apart, which is when N - P - R + C, N - R or N - P is zero: everybody who rated
 * saw one subject only, for instance, or every subject was seen by one rater only.
 */
export function varianceComponents(subjects: readonly SubjectScores[]): VarianceComponents | undefined {
  const bySubject = subjects.map(own => own.map(({ score }) => score));
  const byRater = groupByRater(subjects);
  const all = bySubject.flat();
  const { explained, rank } = ratersAdjusted(subjects, byRater);

  const [n, p, r] = [all.length, subjects.length, byRater.size];
  const freedom = n - p - rank;
  if (freedom <= 0 || n <= r) return undefined;
  if (isRoundingOnly(spread(all), all)) return { subject: 0, rater: 0, residual: 0 };
  const withinSubjects = sum(bySubject.map(spread));
  const withinRaters = sum([...byRater.values()].map(spread));
  // A difference of sums may come out a rounding below zero.
  const ofResidual = Math.max(0, withinSubjects - explained);
  const residual = ofResidual / freedom;
  return {
    subject: (withinRaters - ofResidual - (p - r + rank) * residual) / (n - r),
    rater: (explained - rank * residual) / (n - p),
    residual,
  };
}

/** Sum of squared distances from the mean. */
function spread(values: readonly number[]): number {
  const center = mean(values);
  return sum(values.map(value => (value - center) ** 2));
}

function groupByRater(subjects: readonly SubjectScores[]): Map<number, number[]> {
  const groups = new Map<number, number[]>();
  for (const own of subjects)
    for (const { rater, score } of own) {
      const group = groups.get(rater);
      if (group) group.push(score);
      else groups.set(rater, [score]);
    }
  return groups;
}

/**
 * Least squares for the raters' constants once each subject has its own: the normal equations, reduced by the subjects, have one row
 * for each rater. `explained` is S(r|p), `rank` is R - C.
 */
function ratersAdjusted(
  subjects: readonly SubjectScores[],
  byRater: ReadonlyMap<number, unknown>,
): { explained: number; rank: number } {
  const places = new Map([...byRater.keys()].map((rater, place) => [rater, place]));
  const size = places.size;
  const matrix = Array.from({ length: size }, () => new Float64Array(size + 1));
  for (const own of subjects) {
    const center = mean(own.map(({ score }) => score));
    const at = own.map(({ rater }) => places.get(rater) ?? 0);
    for (const [index, place] of at.entries()) {
      const row = matrix[place];
      if (!row) continue;
      addToCell(row, place, 1);
      for (const other of at) addToCell(row, other, -1 / own.length);
      addToCell(row, size, (own[index]?.score ?? 0) - center);
    }
  }
  return eliminate(matrix);
}

/**
 * Gauss's elimination of symmetric, positive semidefinite equations whose right side is the last column. The sum of squares that the
 * solution explains is that of right side squared by pivot; a row whose pivot is gone depends on those above and explains nothing.
 */
function eliminate(matrix: readonly Float64Array[]): { explained: number; rank: number } {
  let [explained, rank] = [0, 0];
  for (const [place, row] of matrix.entries()) {
    const pivot = row[place] ?? 0;
    if (pivot < 1e-9) continue;
    const right = row[matrix.length] ?? 0;
    explained += right ** 2 / pivot;
    rank += 1;
    for (const below of matrix.slice(place + 1)) {
      const factor = (below[place] ?? 0) / pivot;
      if (factor === 0) continue;
      for (let cell = place; cell <= matrix.length; cell++)
        addToCell(below, cell, -factor * (row[cell] ?? 0));
    }
  }
  return { explained, rank };
}
