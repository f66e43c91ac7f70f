import type { Candidate } from './candidates.ts';
import { type Estimate, estimate, noEstimate } from './estimate.ts';
import { stepUp } from './icc.ts';
import { mean, sum } from './ratingMatrix.ts';
import { type SubjectScores, type VarianceComponents, varianceComponents } from './varianceComponents.ts';

/**
 * Below this many candidates per rater, on average, raters and chance are hardly told apart; and a resample, which holds some candidates
 * twice, would take each double for two candidates about whom the same raters agree.
 */
const MIN_CANDIDATES_PER_RATER = 4;

export interface CandidateIcc {
  /** How far the score by ONE rater can be trusted to tell candidates apart. */
  single: Estimate;
  /** The same for the mean of `meanRaters` raters. */
  average: Estimate;
  /** The harmonic mean of the number of raters per candidate; the number itself when it is always the same. */
  meanRaters: number;
}

/**
 * ICC(2,1) and ICC(2,k), absolute agreement, over the candidates of a kit. Subject: the candidate. Score: one rater's mean over the
 * units that this rater rated, the number a scorecard comes to. Columns: the raters by name.
 *
 * Raters differ from candidate to candidate, so the matrix has gaps and the mean squares of Shrout & Fleiss 1979 do not exist. Keeping
 * only complete rows would keep almost no one; calling the first to come "rater 1" would hide the raters' severities, which absolute
 * agreement must count. So the variances that the coefficients are made of are estimated from all scores (`varianceComponents`) and put
 * together as ten Hove, Jorgensen & van der Ark 2024 do for incomplete designs, "Updated guidelines on selecting an intraclass
 * correlation coefficient for interrater reliability", Psychological Methods 29, 967-979:
 *
 *     ICC(A,1) = subject / (subject + rater + residual)
 *     ICC(A,k) = subject / (subject + (rater + residual) / k),   k = harmonic mean of the numbers of raters
 *
 * Where the same raters saw every candidate, these are exactly ICC(2,1) and ICC(2,k) of `icc`. Where they did not, it is assumed that
 * who rates whom does not depend on how good the candidate is. `confounded` where raters rated fewer than MIN_CANDIDATES_PER_RATER
 * candidates on average; `no-variance` where all scores are the same, or candidates differ so much less than their raters that the
 * coefficient would have no positive variance below its line.
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
 * A percentile interval follows a rising transformation (Efron & Tibshirani 1993, section 13.6), so that of the average is that of the
 * single score, stepped up.
 */
function averageOf(single: Estimate, raters: number): Estimate {
  if (single.state === 'undefined') return single;
  const [value, low, high] = [single.value, single.low, single.high].map(end => stepUp(end, raters));
  if (value === undefined) return noEstimate('no-variance');
  if (low === undefined || high === undefined) return noEstimate('unstable');
  return { ...single, value, low, high };
}
