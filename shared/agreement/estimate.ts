import { bootstrapInterval } from './bootstrap.ts';

/** A figure with how much it rests on (`n` candidates) and how sure it is, or why there is none. */
export type Estimate =
  | { state: 'known'; value: number; n: number; low: number; high: number }
  | { state: 'undefined'; reason: UndefinedReason };

/**
 * `no-variance`: the ratings do not differ, so no one can see whether raters tell candidates apart. `confounded`: raters saw
 * too few candidates each to be told from chance. `unstable`: the figure exists, but too many resamples have none.
 */
export type UndefinedReason = 'no-variance' | 'confounded' | 'unstable';

/** Any number will do; one that stays keeps a figure the same from one look to the next. */
const SEED = 20_030_701;

/** The statistic of these subjects, one for each candidate, with its 95% percentile interval from 1,000 resamples. */
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
