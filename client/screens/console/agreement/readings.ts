import type { Estimate } from '../../../../shared/protocol/agreementReport.ts';

export type KnownEstimate = Extract<Estimate, { state: 'known' }>;

/** A stretch of a scale that has a name by convention: from here up to the next one. */
interface Band<Level extends string> {
  from: number;
  level: Level;
}

/** Koo & Li 2016, "A guideline of selecting and reporting intraclass correlation coefficients", J Chiropr Med 15, 155-163. */
export const ICC_BANDS = [
  { from: Number.NEGATIVE_INFINITY, level: 'poor' },
  { from: 0.5, level: 'moderate' },
  { from: 0.75, level: 'good' },
  { from: 0.9, level: 'excellent' },
] as const;

/** Krippendorff 2004, "Content Analysis", 2nd edition, chapter 11: .800 to rely on, .667 for tentative conclusions. */
export const ALPHA_BANDS = [
  { from: Number.NEGATIVE_INFINITY, level: 'unreliable' },
  { from: 0.667, level: 'tentative' },
  { from: 0.8, level: 'reliable' },
] as const;

/** Landis & Koch 1977, "The measurement of observer agreement for categorical data", Biometrics 33, 159-174. */
export const KAPPA_BANDS = [
  { from: Number.NEGATIVE_INFINITY, level: 'none' },
  { from: 0, level: 'slight' },
  { from: 0.2, level: 'fair' },
  { from: 0.4, level: 'moderate' },
  { from: 0.6, level: 'substantial' },
  { from: 0.8, level: 'almost-perfect' },
] as const;

/**
 * What the whole interval says, from its lower to its upper end: a figure between two names is honestly both. Koo & Li ask for
 * this; the other conventions are read the same way here.
 */
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

/** A stretch of numbers that is drawn from the left edge to the right. */
export interface Scale {
  min: number;
  max: number;
}

const UNIT: Scale = { min: 0, max: 1 };
const LOWEST = -1;
/** Severities below this are drawn on one scale, so that half a point never looks like a mile. */
const LEAST_SEVERITY_SPAN = 1;

/** Where a value stands, in percent from the left; what lies outside stands at the edge. */
export function percentAt(value: number, { min, max }: Scale): number {
  const share = (value - min) / (max - min);
  return 100 * Math.min(1, Math.max(0, share));
}

/** Coefficients end at 1 and mostly lie above 0; where one reaches lower, all of them are drawn on the longer scale. */
export function coefficientScale(lows: readonly number[]): Scale {
  const lowest = Math.min(0, ...lows);
  return lowest < 0 ? { ...UNIT, min: Math.max(LOWEST, Math.floor(lowest * 4) / 4) } : UNIT;
}

/** The same to both sides of 0, in half points. */
export function severityScale(severities: readonly (number | undefined)[]): Scale {
  const furthest = Math.max(LEAST_SEVERITY_SPAN, ...severities.map(severity => Math.abs(severity ?? 0)));
  const span = Math.ceil(furthest * 2) / 2;
  return { min: -span, max: span };
}

/** How tall each bar of a histogram is, in percent of the tallest. */
export function barHeights(counts: readonly number[]): number[] {
  const tallest = Math.max(1, ...counts);
  return counts.map(count => (100 * count) / tallest);
}
