import { z } from 'zod';
import type { SeatId } from '../ids.ts';
import type { InterviewKit } from '../kit/kit.ts';
import type { CompetencyId } from '../kit/kitIds.ts';
import { keysOfCompetency } from './completeness.ts';
import type { RatingKey, RatingValue } from './rating.ts';
import type { LockedScorecard } from './scorecard.ts';

/**
 * How far ratings of the same answer differ. `near`: 1 point. `far`: 2 or more. `single`: only one rater.
 * `unshared`: no answer has numbers from two raters. `none`: no numbers.
 */
export const SpreadLevel = z.enum(['agreed', 'near', 'far', 'single', 'unshared', 'none']);
export type SpreadLevel = z.infer<typeof SpreadLevel>;

/** Ratings of an answer that differ by this much have to be compared. */
export const FAR = 2;

export interface ConsensusCell {
  seatId: SeatId;
  mean: number | undefined;
  answers: readonly {
    key: RatingKey;
    initial: RatingValue | undefined;
    /** The rating after revisions. */
    current: RatingValue | undefined;
  }[];
}

export interface ConsensusRow {
  competencyId: CompetencyId;
  /** Sorted by mean, lowest first. Cells without a mean are last. */
  cells: readonly ConsensusCell[];
  /** Largest difference between ratings of the same answer. */
  spread: number | undefined;
  /** Lowest and highest rating of the first answer whose ratings differ by `spread`. */
  widest: { low: number; high: number } | undefined;
  level: SpreadLevel;
  withoutEvidence: number;
}

export interface Consensus {
  /** Sorted by disagreement, largest first, then by the order of the kit. */
  rows: readonly ConsensusRow[];
  /** Unweighted mean of all ratings from 1 to 5 as locked, without revisions. */
  headline: number | undefined;
  /** Mean after revisions, shown next to the headline but never in its place. */
  revised: number | undefined;
  ratings: number;
  raters: number;
}

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

/**
 * Returns competencies that a rater still has to compare: ratings of an answer are far apart, and a rater of this
 * answer has neither revised the rating nor kept their ratings. With `seatId`, only those left for this rater.
 */
export function competenciesToCompare(
  kit: InterviewKit,
  scorecards: readonly LockedScorecard[],
  seatId?: SeatId,
): CompetencyId[] {
  const raters = scorecards.filter(card => seatId === undefined || card.seatId === seatId);
  return consensusOf(kit, scorecards)
    .rows.filter(
      row => row.level === 'far' && raters.some(card => answersLeftToCompare(row, card).length > 0),
    )
    .map(({ competencyId }) => competencyId);
}

function answersLeftToCompare({ cells }: ConsensusRow, card: LockedScorecard): RatingKey[] {
  const own = cells.find(({ seatId }) => seatId === card.seatId)?.answers ?? [];
  if (card.keptAt !== undefined) return [];
  const given = cells.flatMap(({ answers }) => answers);
  return own
    .filter(({ key, current }) => typeof current === 'number' && !card.revisions[key]?.length)
    .map(({ key }) => key)
    .filter(key => {
      const values = numbers(given.filter(answer => answer.key === key).map(({ current }) => current));
      return Math.max(...values) - Math.min(...values) >= FAR;
    });
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
  const widest = widestOf(keys.map(key => numbers(scorecards.map(card => currentOf(card, key)))));
  const spread = widest && widest.high - widest.low;
  const rated = cells.filter(cell => cell.mean !== undefined).length;
  const withoutEvidence = cells.filter(
    cell => cell.mean === undefined && cell.answers.some(({ current }) => current === 'N'),
  ).length;
  return { competencyId, cells, spread, widest, level: levelOf(rated, spread), withoutEvidence };
}

function widestOf(answers: readonly (readonly number[])[]): ConsensusRow['widest'] {
  const ranges = answers
    .filter(values => values.length > 1)
    .map(values => ({ low: Math.min(...values), high: Math.max(...values) }));
  return ranges.sort((a, b) => b.high - b.low - (a.high - a.low))[0];
}

function urgencyOf({ level, withoutEvidence }: ConsensusRow): number {
  if (level === 'far' || level === 'near') return 4;
  if (level === 'single' && withoutEvidence > 0) return 3;
  return { agreed: 2, single: 1, unshared: 1, none: 0 }[level];
}

function levelOf(raters: number, spread: number | undefined): SpreadLevel {
  if (spread === undefined) return raters === 0 ? 'none' : raters === 1 ? 'single' : 'unshared';
  if (spread >= FAR) return 'far';
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
