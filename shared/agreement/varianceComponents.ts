import { isRoundingOnly, mean, sum } from './ratingMatrix.ts';

/** One rater's score of the subject it stands under. `rater` is the same for the same rater everywhere. */
export interface Score {
  rater: number;
  score: number;
}

/** All scores of one subject: at least one, each by a different rater. */
export type SubjectScores = readonly Score[];

/** In squared points. As estimates of variances that may be small they can fall below zero. */
export interface VarianceComponents {
  subject: number;
  rater: number;
  residual: number;
}

/**
 * Variance components of the two-way random model `score = mean + subject + rater + residual` when not every rater scored every
 * subject: Henderson 1953, "Estimation of variance and covariance components", Biometrics 9, 226-252, method 1; for this very design
 * Brennan 2001, "Generalizability Theory", chapter 7. The sums of squares between subjects, between raters and in total are set
 * equal to what the model expects of them, which makes three linear equations of the three components. When every rater scored
 * every subject, they are the estimates of the ordinary analysis of variance.
 *
 * Undefined when the design cannot tell the components apart: no rater scored two subjects, no subject has two scores, or there
 * are fewer than two of either.
 */
export function varianceComponents(subjects: readonly SubjectScores[]): VarianceComponents | undefined {
  const scores = subjects.flat();
  const all = scores.map(({ score }) => score);
  const grandMean = mean(all);
  const bySubject = groupsOf(subjects.map(own => own.map(({ score }) => score - grandMean)));
  const byRater = groupsOf(byRaterOf(scores).map(own => own.map(score => score - grandMean)));

  const total = sum(all.map(score => (score - grandMean) ** 2));
  const nothing = isRoundingOnly(total, all);
  const n = all.length;
  const solution = solve(
    [
      [n - bySubject.meanSize, bySubject.count - byRater.meanSize, bySubject.count - 1],
      [byRater.count - bySubject.meanSize, n - byRater.meanSize, byRater.count - 1],
      [n - bySubject.meanSize, n - byRater.meanSize, n - 1],
    ],
    nothing ? [0, 0, 0] : [bySubject.squares, byRater.squares, total],
    n,
  );
  if (!solution) return undefined;
  const [subject, rater, residual] = solution;
  return { subject, rater, residual };
}

interface Groups {
  count: number;
  /** Sum of squared sizes over the sum of sizes: the size of the group that a score meets on average. */
  meanSize: number;
  /** Sum over the groups of size times squared mean, of deviations from the grand mean. */
  squares: number;
}

function groupsOf(groups: readonly (readonly number[])[]): Groups {
  const sizes = groups.map(group => group.length);
  return {
    count: groups.length,
    meanSize: sum(sizes.map(size => size ** 2)) / sum(sizes),
    squares: sum(groups.map(group => sum(group) ** 2 / group.length)),
  };
}

function byRaterOf(scores: readonly Score[]): number[][] {
  const groups = new Map<number, number[]>();
  for (const { rater, score } of scores) {
    const group = groups.get(rater);
    if (group) group.push(score);
    else groups.set(rater, [score]);
  }
  return [...groups.values()];
}

type Triple = readonly [number, number, number];

/** Cramer's rule. Undefined when the equations depend on each other; their coefficients are of the size of `scale`. */
function solve(
  [p, q, r]: readonly [Triple, Triple, Triple],
  right: Triple,
  scale: number,
): Triple | undefined {
  const columns: readonly [Triple, Triple, Triple] = [
    [p[0], q[0], r[0]],
    [p[1], q[1], r[1]],
    [p[2], q[2], r[2]],
  ];
  const whole = determinant(...columns);
  if (Math.abs(whole) <= 1e-9 * scale ** 3) return undefined;
  return [
    determinant(right, columns[1], columns[2]) / whole,
    determinant(columns[0], right, columns[2]) / whole,
    determinant(columns[0], columns[1], right) / whole,
  ];
}

function determinant(a: Triple, b: Triple, c: Triple): number {
  return (
    a[0] * (b[1] * c[2] - b[2] * c[1]) -
    b[0] * (a[1] * c[2] - a[2] * c[1]) +
    c[0] * (a[1] * b[2] - a[2] * b[1])
  );
}
