import { seededRandom } from './randomSource.ts';

export interface BootstrapOptions {
  /** The same seed gives the same interval. */
  seed: number;
  resamples?: number;
  /** Between 0 and 1: the share of resamples that the interval holds. */
  level?: number;
}

export interface Interval {
  low: number;
  high: number;
}

/**
 * The percentile interval of a statistic: Efron & Tibshirani 1993, "An Introduction to the Bootstrap", chapter 13, equation 13.5. As
 * many subjects as there are get drawn with replacement, the statistic is computed of them, and this again and again; of the B results
 * in order, the interval reaches from the k-th to the (B+1-k)-th, k = floor((B+1) (1-level)/2) and at least 1.
 *
 * A subject is whatever was drawn independently of the others: when several ratings belong to one candidate, it is the candidate with
 * all of them. Raters are not drawn, so the interval says how sure the figure is for THESE raters with other candidates.
 *
 * Resamples without a result are left out. Undefined below two subjects, and when more than half of the resamples have no result.
 * `statistic` must not keep the array it is given.
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
