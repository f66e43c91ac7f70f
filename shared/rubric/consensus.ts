import type { SeatId } from '../ids.ts';
import type { InterviewKit } from '../kit/kit.ts';
import type { CompetencyId } from '../kit/kitIds.ts';
import { keysOfCompetency } from './completeness.ts';
import type { RatingKey, RatingValue } from './rating.ts';
import type { LockedScorecard } from './scorecard.ts';

/**
 * How far the raters are apart in a row: `near` from 1 point on, `far` from 2. N is no number, so there is nothing to compare where only
 * one of them gave one (`single`), or none did (`none`).
 */
export type SpreadLevel = 'agreed' | 'near' | 'far' | 'single' | 'none';

/** What one rater said about one competency. */
export interface ConsensusCell {
  seatId: SeatId;
  /** Mean of the rater's numbers for this competency; undefined when all are N or missing. */
  mean: number | undefined;
  answers: readonly {
    key: RatingKey;
    /** As locked. */
    initial: RatingValue | undefined;
    /** After the last revision; the same as `initial` without one. */
    current: RatingValue | undefined;
  }[];
}

export interface ConsensusRow {
  competencyId: CompetencyId;
  /** Lowest scorer first; who gave no number comes last. */
  cells: readonly ConsensusCell[];
  /** Largest distance of two raters' means; undefined with fewer than two. */
  spread: number | undefined;
  level: SpreadLevel;
  /** How many raters found no evidence: N and no number. */
  withoutEvidence: number;
}

export interface Consensus {
  /**
   * What there is most to talk about first: numbers apart, the widest spread first; then whether there was evidence at all; then agreed
   * numbers; then what cannot be compared. Equal ones in the order of the kit.
   */
  rows: readonly ConsensusRow[];
  /**
   * Plain mean of every locked rating that is a number, each with the same weight: N does not enter, revisions do not
   * either. Undefined without a number.
   */
  headline: number | undefined;
  /** The same after revisions. Stands beside the headline, never over it. */
  revised: number | undefined;
  /** How many numbers the headline rests on. */
  ratings: number;
  raters: number;
}

/** Puts locked scorecards beside each other. Pure: the order of the scorecards changes nothing but ties within a row. */
export function consensusOf(kit: InterviewKit, scorecards: readonly LockedScorecard[]): Consensus {
  const rows = kit.competencies
    .map(({ id }) => rowOf(kit, id, scorecards))
    .sort((a, b) => urgencyOf(b) - urgencyOf(a) || (b.spread ?? 0) - (a.spread ?? 0));
  const initial = scorecards.flatMap(card => numbers(keysOf(kit).map(key => initialOf(card, key))));
  const current = scorecards.flatMap(card => numbers(keysOf(kit).map(key => currentOf(card, key))));
  return {
    rows,
    headline: mean(initial),
    revised: mean(current),
    ratings: initial.length,
    raters: scorecards.length,
  };
}

function rowOf(
  kit: InterviewKit,
  competencyId: CompetencyId,
  scorecards: readonly LockedScorecard[],
): ConsensusRow {
  const keys = keysOfCompetency(kit, competencyId);
  const cells = scorecards
    .map(card => {
      const answers = keys.map(key => ({
        key,
        initial: initialOf(card, key),
        current: currentOf(card, key),
      }));
      return { seatId: card.seatId, mean: mean(numbers(answers.map(answer => answer.current))), answers };
    })
    .sort((a, b) => (a.mean ?? Number.POSITIVE_INFINITY) - (b.mean ?? Number.POSITIVE_INFINITY) || 0);
  const means = cells.flatMap(cell => (cell.mean === undefined ? [] : [cell.mean]));
  const spread = means.length < 2 ? undefined : Math.max(...means) - Math.min(...means);
  const withoutEvidence = cells.filter(
    cell => cell.mean === undefined && cell.answers.some(({ current }) => current === 'N'),
  ).length;
  return { competencyId, cells, spread, level: levelOf(means.length, spread), withoutEvidence };
}

function urgencyOf({ level, withoutEvidence }: ConsensusRow): number {
  if (level === 'far' || level === 'near') return 4;
  if (level === 'single' && withoutEvidence > 0) return 3;
  return { agreed: 2, single: 1, none: 0 }[level];
}

function levelOf(numbers: number, spread: number | undefined): SpreadLevel {
  if (spread === undefined) return numbers === 1 ? 'single' : 'none';
  if (spread >= 2) return 'far';
  return spread >= 1 ? 'near' : 'agreed';
}

function keysOf(kit: InterviewKit): RatingKey[] {
  return kit.competencies.flatMap(({ id }) => keysOfCompetency(kit, id));
}

function initialOf(card: LockedScorecard, key: RatingKey): RatingValue | undefined {
  return card.ratings[key]?.value;
}

function currentOf(card: LockedScorecard, key: RatingKey): RatingValue | undefined {
  return card.revisions[key]?.at(-1)?.value ?? initialOf(card, key);
}

function numbers(values: readonly (RatingValue | undefined)[]): number[] {
  return values.filter(value => typeof value === 'number');
}

function mean(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined;
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
