export type Estimate =
  | { state: 'known'; value: number; n: number; low: number; high: number }
  | { state: 'undefined'; reason: UndefinedReason };

/**
 * `no-variance`: all ratings are equal. `confounded`: each rater saw too few candidates. `unstable`: too many
 * resamples have no result.
 */
export type UndefinedReason = 'no-variance' | 'confounded' | 'unstable';

/** Seed of the resampling. Any number works, but it must not change, so that results are reproducible. */
const SEED = 20_030_701;

/** Returns the statistic with its 95% percentile interval from 1,000 resamples. */
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

export type BootstrapOptions = { seed: number; resamples?: number; level?: number };

export type Interval = { low: number; high: number };

/**
 * Returns a percentile interval (Efron & Tibshirani 1993, "An Introduction to the Bootstrap", equation 13.5):
 * the k-th to the (B+1-k)-th result, k = floor((B+1) (1-level)/2). Subjects must be independent, so a
 * candidate's ratings are one subject. Raters are not resampled: the interval is for these raters only.
 * Undefined below two subjects, or if over half of the resamples have no result.
 * `statistic` gets the same array each time.
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

/** Returns a random whole number from 0 to `bound` - 1. `bound` is at most 2^32. */
export type RandomSource = (bound: number) => number;

const WORD = 2 ** 32;

/**
 * Returns "xor128" of Marsaglia 2003, Journal of Statistical Software 8(14), seeded as in Press et al. 2007,
 * section 7.1. It gives the same numbers on every machine. Never use it for secrets.
 */
export function seededRandom(seed: number): RandomSource {
  const filled = () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed;
  };
  // Two consecutive words are never both zero, so the state is never all zeros.
  let [x, y, z, w] = [filled(), filled(), filled(), filled()];
  return bound => {
    const mixed = x ^ (x << 11);
    [x, y, z] = [y, z, w];
    w = (w ^ (w >>> 19) ^ mixed ^ (mixed >>> 8)) >>> 0;
    return Math.floor((w / WORD) * bound);
  };
}
