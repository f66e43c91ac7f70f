import type { Candidate } from './candidates.ts';
import { type Estimate, estimate, noEstimate } from './estimate.ts';
import { addToCell, isRoundingOnly, mean, sum } from './ratingMatrix.ts';

/**
 * With fewer candidates per rater on average, rater effects and chance are hardly distinguishable. A resample that contains a
 * candidate twice would also treat both copies as candidates on whom the raters agree.
 */
const MIN_CANDIDATES_PER_RATER = 4;

export interface CandidateIcc {
  /** How reliably the score of ONE rater distinguishes candidates. */
  single: Estimate;
  /** How reliably the mean of `meanRaters` raters does. */
  average: Estimate;
  /** Harmonic mean of the number of raters per candidate. */
  meanRaters: number;
}

/**
 * Returns ICC(2,1) and ICC(2,k), absolute agreement, over the candidates of a kit. Subject: the candidate. Score: the mean of one
 * rater's ratings of that candidate. Columns: the raters by name.
 *
 * Raters differ between candidates, so the matrix has gaps, and the mean squares of Shrout & Fleiss 1979 do not exist. Using only
 * complete rows would leave almost no candidates, and numbering raters per candidate would hide their severities, which absolute
 * agreement must count. So the variances are estimated from all scores (`varianceComponents`) and combined as in ten Hove, Jorgensen
 * & van der Ark 2024, "Updated guidelines on selecting an intraclass correlation coefficient for interrater reliability",
 * Psychological Methods 29, 967-979:
 *
 *     ICC(A,1) = subject / (subject + rater + residual)
 *     ICC(A,k) = subject / (subject + (rater + residual) / k),   k = harmonic mean of the numbers of raters
 *
 * When the same raters saw every candidate, these equal ICC(2,1) and ICC(2,k) of Shrout & Fleiss. Otherwise they assume that the assignment of
 * raters does not depend on the candidate's ability. `confounded`: raters rated fewer than MIN_CANDIDATES_PER_RATER candidates on
 * average. `no-variance`: all scores are equal, or candidates differ so little that the denominator is not positive.
 */
export function candidateIcc(candidates: readonly Candidate[]): CandidateIcc {
  const subjects = candidates.map(scoresOf);
  const meanRaters = subjects.length / sum(subjects.map(scores => 1 / scores.length));
  const single = isConfounded(subjects)
    ? noEstimate('confounded')
    : estimate(subjects, resample => singleOf(varianceComponents(resample)));
  return { single, average: averageOf(single, meanRaters), meanRaters };
}

function isConfounded(subjects: readonly SubjectScores[]): boolean {
  const scores = subjects.flat();
  const raters = new Set(scores.map(({ rater }) => rater)).size;
  return scores.length < MIN_CANDIDATES_PER_RATER * raters || !varianceComponents(subjects);
}

function scoresOf({ raters, rows }: Candidate): SubjectScores {
  return raters.map(rater => ({ rater, score: mean(rows.flatMap(row => row[rater] ?? [])) }));
}

function singleOf(components: VarianceComponents | undefined): number | undefined {
  if (!components) return undefined;
  const { subject, rater, residual } = components;
  const total = subject + rater + residual;
  const rounding = 1e-12 * (Math.abs(subject) + Math.abs(rater) + residual);
  return total > rounding ? subject / total : undefined;
}

/**
 * A percentile interval follows a monotone transformation (Efron & Tibshirani 1993, section 13.6), so the interval of the average
 * is that of the single score, stepped up.
 */
function averageOf(single: Estimate, raters: number): Estimate {
  if (single.state === 'undefined') return single;
  const [value, low, high] = [single.value, single.low, single.high].map(end => stepUp(end, raters));
  if (value === undefined) return noEstimate('no-variance');
  if (low === undefined || high === undefined) return noEstimate('unstable');
  return { ...single, value, low, high };
}

/**
 * Returns the reliability of the mean of `raters` raters from that of one: Spearman 1910 and Brown 1910, British Journal of
 * Psychology 3. Gives ICC(2,k) from ICC(2,1). `raters` need not be whole. Undefined at and below -1/(raters-1), where the
 * variance of such a mean would not be positive.
 */
export function stepUp(single: number, raters: number): number | undefined {
  const variance = 1 + (raters - 1) * single;
  return variance > 1e-12 ? (raters * single) / variance : undefined;
}

/** One rater's score of a subject. Raters are numbered from 0 across all subjects. */
export interface Score {
  rater: number;
  score: number;
}

/** All scores of one subject: at least one, each by a different rater. */
export type SubjectScores = readonly Score[];

/** In squared points. The estimates for subjects and raters can be negative when the variances are small. */
export interface VarianceComponents {
  subject: number;
  rater: number;
  residual: number;
}

/**
 * Variance components of the two-way random model `score = mean + subject + rater + residual` when not every rater scored every
 * subject, by fitting constants: Henderson 1953, "Estimation of variance and covariance components", Biometrics 9, 226-252, method 3;
 * Searle, Casella & McCulloch 1992, "Variance Components", chapter 5. With N scores of P subjects by R raters, in C unconnected
 * groups, and sums of squares of subjects adjusted for raters, S(p|r), of raters adjusted for subjects, S(r|p), and of the residual,
 * S(e):
 *
 *     E S(e) = (N - P - R + C) residual
 *     E S(p|r) = (P - C) residual + (N - R) subject
 *     E S(r|p) = (R - C) residual + (N - P) rater
 *
 * The estimates are unbiased. Each side is adjusted for the other, so a candidate with harsh raters does not count as weak. For
 * complete designs they equal those of the ordinary analysis of variance.
 *
 * Undefined when N - P - R + C, N - R, or N - P is zero, for example when every rater rated only one subject, or every subject has
 * only one rater.
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
  // Rounding can make the difference slightly negative.
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
 * Least squares for the raters' constants with one constant per subject: the normal equations, reduced by the subjects, have one row
 * per rater. Returns S(r|p) as `explained` and R - C as `rank`.
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
 * Gaussian elimination of symmetric, positive semidefinite equations whose last column is the right side. Each row explains its right
 * side squared, divided by its pivot. A row with a zero pivot depends on the rows above and explains nothing.
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
