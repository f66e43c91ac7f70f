import { type CandidateIcc, candidateIcc } from './candidateIcc.ts';
import { type Candidate, comparableCandidates, type RatedInterview } from './candidates.ts';
import { type Estimate, estimate } from './estimate.ts';
import { alphaOf, coincidences, valuesIn } from './krippendorffAlpha.ts';
import { type RaterProfile, raterProfiles } from './raterProfiles.ts';
import { column, type RatingMatrix, ratingsIn, sum } from './ratingMatrix.ts';
import { kappaOf, type PairMoments, pairMoments } from './weightedKappa.ts';
import { type WithinAgreement, withinAgreement } from './withinAgreement.ts';

/** Minimum number of comparable candidates. Coefficients from fewer say more about them than about raters. */
export const MIN_CANDIDATES = 10;

export type KitAgreement = HiddenAgreement | ShownAgreement;

export type HiddenAgreement = { state: 'hidden'; candidates: number; needed: number };

export interface ShownAgreement {
  state: 'shown';
  candidates: number;
  ratings: number;
  raters: number;
  icc: CandidateIcc;
  alpha: Estimate;
  /** Pairs with at least MIN_CANDIDATES candidates in common. */
  kappas: readonly RaterPairKappa[];
  within: WithinAgreement;
  /** Sorted by the raters' names. In `steps`, all of a rater's ratings of one candidate count as one. */
  profiles: readonly NamedProfile[];
}

export type RaterPairKappa = { raters: readonly [string, string]; candidates: number; kappa: Estimate };

export interface NamedProfile extends RaterProfile {
  rater: string;
}

/**
 * Returns the agreement of a kit's raters, or `hidden` below MIN_CANDIDATES comparable candidates. Each
 * interview is one candidate. Alpha has one row per unit and candidate; kappa covers every unit that both
 * raters rated. Intervals resample whole candidates, because units depend on each other and resampling units
 * would make the intervals far too narrow (Davison & Hinkley 1997, section 3.8).
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

/** Computes the coincidences once per candidate, so that a resample only adds matrices. */
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
