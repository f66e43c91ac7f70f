/** A statistic of `n` candidates with its interval, or the reason why there is none. */
export type Estimate =
  | { state: 'known'; value: number; n: number; low: number; high: number }
  | { state: 'undefined'; reason: UndefinedReason };

/**
 * `no-variance`: all ratings are equal, so no one can see whether raters distinguish candidates. `confounded`: each rater saw too
 * few candidates to be distinguished from chance. `unstable`: the statistic exists, but not for too many of the resamples.
 */
export type UndefinedReason = 'no-variance' | 'confounded' | 'unstable';

/** Any fixed number: it makes the interval the same every time. */
const SEED = 20_030_701;

/** Returns the statistic of these subjects, one per candidate, with its 95% percentile interval from 1,000 resamples. */
export function estimate<Subject>(
  subjects: readonly Subject[],
  statistic: (subjects: readonly Subject[]) => number | undefined,
): Estimate {
  const value = statistic(subjects);
  if (value === undefined) return noEstimate('no-variance');
  const interval = bootstrapInterval(subjects, statistic, { seed: SEED });
  return interval ? { state: 'known', value, n: subjects.length, ...interval } : noEstimate('unstable');
}

export function noEstimate(reason: UndefinedReason): Estimate {
  return { state: 'undefined', reason };
}

export interface BootstrapOptions {
  /** The same seed gives the same interval. */
  seed: number;
  resamples?: number;
  /** Coverage of the interval, between 0 and 1. */
  level?: number;
}

export interface Interval {
  low: number;
  high: number;
}

/**
 * Returns the percentile interval of a statistic: Efron & Tibshirani 1993, "An Introduction to the Bootstrap", chapter 13, equation
 * 13.5. Draws as many subjects as there are, with replacement, and computes the statistic, B times. The interval reaches from the
 * k-th to the (B+1-k)-th result in order, k = floor((B+1) (1-level)/2) and at least 1.
 *
 * Subjects must be independent: when several ratings belong to one candidate, the subject is the candidate with all of them. Raters
 * are not drawn, so the interval is valid for THESE raters with other candidates.
 *
 * Leaves out resamples without a result. Undefined below two subjects, and when more than half of the resamples have no result.
 * Reuses the array that it passes to `statistic`.
 */
export function bootstrapInterval<Subject>(
  subjects: readonly Subject[],
  statistic: (resample: readonly Subject[]) => number | undefined,
  { seed, resamples = 1_000, level = 0.95 }: BootstrapOptions,
): Interval | undefined {
  if (subjects.length < 2) return undefined;
  const random = seededRandom(seed);
  const resample = [...subjects];
  const results: number[] = [];
  for (let round = 0; round < resamples; round++) {
    for (let place = 0; place < resample.length; place++) {
      const drawn = subjects[random(subjects.length)];
      if (drawn !== undefined) resample[place] = drawn;
    }
    const result = statistic(resample);
    if (result !== undefined) results.push(result);
  }
  return results.length * 2 < resamples ? undefined : percentiles(results, level);
}

function percentiles(results: number[], level: number): Interval | undefined {
  results.sort((a, b) => a - b);
  const rank = Math.max(1, Math.floor(((results.length + 1) * (1 - level)) / 2));
  const low = results[rank - 1];
  const high = results[results.length - rank];
  return low === undefined || high === undefined ? undefined : { low, high };
}

/** Returns a whole number from 0 to below `bound`, which is at most 2^32. */
export type RandomSource = (bound: number) => number;

const WORD = 2 ** 32;

/**
 * Returns a random source that gives the same numbers for the same seed on every machine: "xor128" of Marsaglia 2003, "Xorshift RNGs",
 * Journal of Statistical Software 8(14), section 4, with period 2^128 - 1. The congruential generator x' = 1664525 x + 1013904223
 * (Knuth; in Press et al. 2007, "Numerical Recipes", section 7.1) makes its four words from the seed. For resampling, never for secrets.
 */
export function seededRandom(seed: number): RandomSource {
  const filled = () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed;
  };
  // Two consecutive words are never both zero, so the state is never all zeros, which would stay zero.
  let [x, y, z, w] = [filled(), filled(), filled(), filled()];
  return bound => {
    const mixed = x ^ (x << 11);
    [x, y, z] = [y, z, w];
    w = (w ^ (w >>> 19) ^ mixed ^ (mixed >>> 8)) >>> 0;
    return Math.floor((w / WORD) * bound);
  };
}
