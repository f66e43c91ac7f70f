import type { Estimate } from '../../../../shared/protocol/scoringRoutes.ts';

export type KnownEstimate = Extract<Estimate, { state: 'known' }>;

/** A named range of a scale, from `from` up to the start of the next band. */
type Band<Level extends string> = { from: number; level: Level };

/** Source: Koo & Li 2016, "A guideline of selecting and reporting intraclass correlation coefficients". */
export const ICC_BANDS = [
  { from: Number.NEGATIVE_INFINITY, level: 'poor' },
  { from: 0.5, level: 'moderate' },
  { from: 0.75, level: 'good' },
  { from: 0.9, level: 'excellent' },
] as const;

/** Source: Krippendorff 2004, "Content Analysis", 2nd ed., ch. 11. Alpha is reliable from .800. */
export const ALPHA_BANDS = [
  { from: Number.NEGATIVE_INFINITY, level: 'unreliable' },
  { from: 0.667, level: 'tentative' },
  { from: 0.8, level: 'reliable' },
] as const;

/** Source: Landis & Koch 1977, "The measurement of observer agreement for categorical data". */
export const KAPPA_BANDS = [
  { from: Number.NEGATIVE_INFINITY, level: 'none' },
  { from: 0, level: 'slight' },
  { from: 0.2, level: 'fair' },
  { from: 0.4, level: 'moderate' },
  { from: 0.6, level: 'substantial' },
  { from: 0.8, level: 'almost-perfect' },
] as const;

/** Returns the bands of both ends of the confidence interval, as Koo & Li recommend for the ICC. */
export function readingOf<Level extends string>(
  { low, high }: Pick<KnownEstimate, 'low' | 'high'>,
  bands: readonly Band<Level>[],
): readonly [from: Level, to: Level] | undefined {
  const [from, to] = [levelAt(low, bands), levelAt(high, bands)];
  return from === undefined || to === undefined ? undefined : [from, to];
}

function levelAt<Level extends string>(value: number, bands: readonly Band<Level>[]): Level | undefined {
  return bands.findLast(({ from }) => value >= from)?.level;
}

export type Scale = { min: number; max: number };
const UNIT: Scale = { min: 0, max: 1 };
const LOWEST = -1;
/** The severity scale reaches at least this far from 0, so that small severities don't look large. */
const LEAST_SEVERITY_SPAN = 1;

/** Returns a value's position on the scale, in percent from the left. Values off the scale are clamped. */
export function percentAt(value: number, { min, max }: Scale): number {
  const share = (value - min) / (max - min);
  return 100 * Math.min(1, Math.max(0, share));
}

/** Returns a scale from 0 to 1, which starts below 0 if an interval does. */
export function coefficientScale(lows: readonly number[]): Scale {
  const lowest = Math.min(0, ...lows);
  return lowest < 0 ? { ...UNIT, min: Math.max(LOWEST, Math.floor(lowest * 4) / 4) } : UNIT;
}

/** Returns a scale that is symmetric around 0, with ends rounded up to half points. */
export function severityScale(severities: readonly (number | undefined)[]): Scale {
  const furthest = Math.max(LEAST_SEVERITY_SPAN, ...severities.map(severity => Math.abs(severity ?? 0)));
  const span = Math.ceil(furthest * 2) / 2;
  return { min: -span, max: span };
}

export function barHeights(counts: readonly number[]): number[] {
  const tallest = Math.max(1, ...counts);
  return counts.map(count => (100 * count) / tallest);
}
