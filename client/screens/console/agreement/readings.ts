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
export type IccLevel = (typeof ICC_BANDS)[number]['level'];

/** Krippendorff 2004, "Content Analysis", 2nd edition, chapter 11: .800 to rely on, .667 for tentative conclusions. */
export const ALPHA_BANDS = [
  { from: Number.NEGATIVE_INFINITY, level: 'unreliable' },
  { from: 0.667, level: 'tentative' },
  { from: 0.8, level: 'reliable' },
] as const;
export type AlphaLevel = (typeof ALPHA_BANDS)[number]['level'];

/** Landis & Koch 1977, "The measurement of observer agreement for categorical data", Biometrics 33, 159-174. */
export const KAPPA_BANDS = [
  { from: Number.NEGATIVE_INFINITY, level: 'none' },
  { from: 0, level: 'slight' },
  { from: 0.2, level: 'fair' },
  { from: 0.4, level: 'moderate' },
  { from: 0.6, level: 'substantial' },
  { from: 0.8, level: 'almost-perfect' },
] as const;
export type KappaLevel = (typeof KAPPA_BANDS)[number]['level'];

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
