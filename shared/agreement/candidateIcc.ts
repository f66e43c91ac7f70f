import type { Candidate } from './candidates.ts';
import { type Estimate, estimate, noEstimate } from './estimate.ts';
import { addToCell, isRoundingOnly, mean, sum } from './ratingMatrix.ts';

/** Minimum number of candidates per rater. With fewer, rater effects are hard to tell from chance. */
const MIN_CANDIDATES_PER_RATER = 4;

export interface CandidateIcc {
  /** Reliability of one rater's score. */
  single: Estimate;
  /** Reliability of the mean of `meanRaters` raters. */
  average: Estimate;
  /** Harmonic mean of the number of raters per candidate. */
  meanRaters: number;
}

/**
 * Returns ICC(2,1) and ICC(2,k) for absolute agreement. A subject is a candidate, a column is a rater, and a
 * score is the rater's mean over the candidate's units. The mean squares of Shrout & Fleiss 1979 need a
 * matrix without gaps. So variances are estimated from all scores (`varianceComponents`) and combined as in
 * ten Hove, Jorgensen & van der Ark 2024, Psychological Methods 29, 967-979: subject / (subject + (rater +
 * residual) / k), where k is the harmonic mean of the numbers of raters. Without gaps, results equal Shrout &
 * Fleiss. With gaps, raters must be assigned regardless of ability. `no-variance`: denominator <= 0.
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

/** Applies `stepUp` to the value and to the ends of its interval (Efron & Tibshirani 1993, section 13.6). */
function averageOf(single: Estimate, raters: number): Estimate {
  if (single.state === 'undefined') return single;
  const [value, low, high] = [single.value, single.low, single.high].map(end => stepUp(end, raters));
  if (value === undefined) return noEstimate('no-variance');
  if (low === undefined || high === undefined) return noEstimate('unstable');
  return { ...single, value, low, high };
}

/**
 * Returns the reliability of the mean of `raters` raters (Spearman 1910, Brown 1910). Undefined if `single`
 * is at most -1/(raters-1), because the variance of such a mean would not be positive.
 */
export function stepUp(single: number, raters: number): number | undefined {
  const variance = 1 + (raters - 1) * single;
  return variance > 1e-12 ? (raters * single) / variance : undefined;
}

/** Raters are numbered from 0 across all subjects. */
export type Score = { rater: number; score: number };

/** The scores of one subject: at least one, each by a different rater. */
export type SubjectScores = readonly Score[];

/** Variances in squared points. Estimates can be negative when the variances are small. */
export type VarianceComponents = { subject: number; rater: number; residual: number };

/**
 * Variance components of `score = mean + subject + rater + residual` for designs with gaps, by fitting constants
 * (Henderson 1953, Biometrics 9, 226-252, method 3; Searle, Casella & McCulloch 1992, chapter 5). For N scores of P
 * subjects by R raters in C unconnected groups, the sums of squares have the expectations E S(e) = (N - P - R + C)
 * residual, E S(p|r) = (P - C) residual + (N - R) subject, and E S(r|p) = (R - C) residual + (N - P) rater. A
 * candidate with harsh raters does not count as weak. Undefined when N - P - R + C, N - R, or N - P is zero.
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
  const ofResidual = Math.max(0, withinSubjects - explained);
  const residual = ofResidual / freedom;
  return {
    subject: (withinRaters - ofResidual - (p - r + rank) * residual) / (n - r),
    rater: (explained - rank * residual) / (n - p),
    residual,
  };
}

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
 * Solves the normal equations of the raters' constants after eliminating the subjects (one row per rater).
 * Returns S(r|p) as `explained` and R - C as `rank`.
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
 * Solves positive semidefinite equations by Gaussian elimination. A row explains its right side squared,
 * divided by its pivot, or nothing when the pivot is zero.
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
