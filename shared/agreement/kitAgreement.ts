import { type CandidateIcc, candidateIcc } from './candidateIcc.ts';
import { type Candidate, comparableCandidates, type RatedInterview } from './candidates.ts';
import { type Estimate, estimate } from './estimate.ts';
import { alphaOf, coincidences, valuesIn } from './krippendorffAlpha.ts';
import { type RaterProfile, raterProfiles } from './raterProfiles.ts';
import { column, type RatingMatrix, ratingsIn, sum } from './ratingMatrix.ts';
import { kappaOf, type PairMoments, pairMoments } from './weightedKappa.ts';
import { type WithinAgreement, withinAgreement } from './withinAgreement.ts';

/** With fewer candidates, an agreement coefficient says more about these candidates than about the raters. */
export const MIN_CANDIDATES = 10;

export type KitAgreement = HiddenAgreement | ShownAgreement;

export interface HiddenAgreement {
  state: 'hidden';
  candidates: number;
  needed: number;
}

export interface ShownAgreement {
  state: 'shown';
  candidates: number;
  ratings: number;
  raters: number;
  icc: CandidateIcc;
  /** Krippendorff's alpha, ordinal. */
  alpha: Estimate;
  /** Pairs of raters with at least MIN_CANDIDATES candidates in common. */
  kappas: readonly RaterPairKappa[];
  /** Pooled over all pairs of ratings of all candidates. */
  within: WithinAgreement;
  /** One per rater, ordered by name. A step is a candidate. */
  profiles: readonly NamedProfile[];
}

export interface RaterPairKappa {
  raters: readonly [string, string];
  /** Number of candidates with a unit that both rated: the `n` of kappa. */
  candidates: number;
  kappa: Estimate;
}

export interface NamedProfile extends RaterProfile {
  rater: string;
}

/**
 * Returns how well the raters of one kit agree over its interviews. Each interview is one candidate, and counts when two raters rated
 * the same unit (`comparableCandidates`). Returns `hidden` below MIN_CANDIDATES of them.
 *
 * - ICC: subjects are candidates, columns raters, a score is a rater's mean over units. See `candidateIcc`.
 * - Alpha: one row per unit and candidate, columns raters, single ratings, ordinal metric. Allows gaps.
 * - Kappa of a pair: over every unit of every candidate that both rated, quadratic weights.
 *
 * All intervals draw CANDIDATES with all their ratings: units of one candidate depend on each other, and drawing units would make the
 * intervals far too narrow (cluster bootstrap: Davison & Hinkley 1997, "Bootstrap Methods and their Application", section 3.8). The
 * seed is fixed, so the same ratings in any order always give the same statistics.
 */
export function kitAgreement(interviews: readonly RatedInterview[]): KitAgreement {
  const { raters, candidates } = comparableCandidates(interviews);
  const rows = candidates.flatMap(candidate => candidate.rows);
  const within = withinAgreement(rows);
  if (!within || candidates.length < MIN_CANDIDATES)
    return { state: 'hidden', candidates: candidates.length, needed: MIN_CANDIDATES };
  return {
    state: 'shown',
    candidates: candidates.length,
    ratings: sum(rows.map(row => ratingsIn(row).length)),
    raters: raters.length,
    icc: candidateIcc(candidates),
    alpha: candidateAlpha(candidates, valuesIn(rows)),
    kappas: sharedKappas(candidates, raters),
    within,
    profiles: namedProfiles(candidates, rows, raters),
  };
}

/** Counts each candidate's coincidences once, so that a resample only adds matrices. */
function candidateAlpha(candidates: readonly Candidate[], values: readonly number[]): Estimate {
  const counted = candidates.map(({ rows }) => coincidences(rows, values));
  return estimate(counted, resample => alphaOf(resample, values, 'ordinal'));
}

function sharedKappas(candidates: readonly Candidate[], names: readonly string[]): RaterPairKappa[] {
  const momentsOf = new Map<string, PairMoments[]>();
  for (const candidate of candidates) {
    for (const [key, moments] of pairsOf(candidate, names)) {
      const shared = momentsOf.get(key);
      if (shared) shared.push(moments);
      else momentsOf.set(key, [moments]);
    }
  }
  return names.flatMap((a, first) =>
    names.slice(first + 1).flatMap(b => {
      const shared = momentsOf.get(pairKey(a, b)) ?? [];
      if (shared.length < MIN_CANDIDATES) return [];
      return { raters: [a, b] as const, candidates: shared.length, kappa: estimate(shared, kappaOf) };
    }),
  );
}

function pairsOf({ raters, rows }: Candidate, names: readonly string[]): [string, PairMoments][] {
  const own = raters.map(rater => ({ name: names[rater] ?? '', ratings: column(rows, rater) }));
  return own
    .flatMap((a, first) =>
      own
        .slice(first + 1)
        .map((b): [string, PairMoments] => [pairKey(a.name, b.name), pairMoments(a.ratings, b.ratings)]),
    )
    .filter(([, moments]) => moments.units > 0);
}

/** Raters have the same order everywhere, so each pair has one key. */
function pairKey(a: string, b: string): string {
  return JSON.stringify([a, b]);
}

function namedProfiles(
  candidates: readonly Candidate[],
  rows: RatingMatrix,
  names: readonly string[],
): NamedProfile[] {
  const order = candidates.flatMap((candidate, step) => candidate.rows.map(() => step));
  return raterProfiles(rows, order).flatMap((profile, index) => {
    const rater = names[index];
    return rater === undefined ? [] : { rater, ...profile };
  });
}
