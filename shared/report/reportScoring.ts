import { z } from 'zod';
import { SeatId, UserId } from '../ids.ts';
import type { InterviewState } from '../interview/state.ts';
import { CompetencyId } from '../kit/kitIds.ts';
import { consensusOf, SpreadLevel } from '../rubric/consensus.ts';
import { lockedScorecards } from '../rubric/opening.ts';
import { RatingKey, RatingValue } from '../rubric/rating.ts';
import type { LockedScorecard } from '../rubric/scorecard.ts';
import { levelsOf } from './levels.ts';
import { Rung } from './reportContent.ts';

/**
 * Everything a report takes from scorecards. Stored with the published version as outcomes, so that neither later ratings nor later rules
 * change what the candidate has read.
 */
export const ReportScoring = z.strictObject({
  /** Raters whose locked scorecards count. `userId` is known of those who rated from the recording. */
  raters: z.array(z.strictObject({ seatId: SeatId, userId: UserId.optional() })).min(1),
  /** Time at work of all raters, in milliseconds; absent where no one rated from the recording. */
  spentMs: z.number().int().nonnegative().optional(),
  /** Numbers as locked, of all raters. */
  ratings: z.number().int().nonnegative(),
  /** One for each competency, in kit order. Without `rung` there was no evidence. */
  levels: z.array(
    z.strictObject({
      competencyId: CompetencyId,
      rung: Rung.optional(),
      spread: z.strictObject({ low: Rung, high: Rung }).optional(),
      /** How far raters are apart after revisions, and how far they were as locked. */
      apart: SpreadLevel,
      lockedApart: SpreadLevel,
    }),
  ),
  /** Every rating as locked and after revisions: what a later scoring is compared with. */
  given: z.array(
    z.strictObject({
      seatId: SeatId,
      key: RatingKey,
      locked: RatingValue.optional(),
      now: RatingValue,
    }),
  ),
});
export type ReportScoring = z.infer<typeof ReportScoring>;

/** Scoring as it is now; undefined while no scorecard that counts is locked. */
export function reportScoringOf(
  state: InterviewState,
  spentMs: number | undefined,
): ReportScoring | undefined {
  const kit = state.rubric?.chosen.kit;
  const cards = lockedScorecards(state);
  if (!kit || cards.length === 0) return undefined;
  const locked = levelsOf(
    kit,
    cards.map(card => ({ ...card, revisions: {} })),
  );
  return {
    raters: cards.map(({ seatId }) => {
      const userId = state.evaluation?.claims[seatId]?.userId;
      return { seatId, ...(userId && { userId }) };
    }),
    ...(spentMs !== undefined && { spentMs }),
    ratings: consensusOf(kit, cards).ratings,
    levels: levelsOf(kit, cards).map(({ competencyId, rung, spread, apart }, index) => ({
      competencyId,
      ...(rung !== undefined && { rung }),
      ...(spread && { spread }),
      apart,
      lockedApart: locked[index]?.apart ?? 'none',
    })),
    given: cards.flatMap(givenBy),
  };
}

/** True when a rating was revised, or a scorecard came or went, after `published`. Time at work and rules do not count. */
export function ratingsDiffer(published: ReportScoring, now: ReportScoring): boolean {
  return fingerprintOf(published) !== fingerprintOf(now);
}

function fingerprintOf({ raters, given }: ReportScoring): string {
  const ratings = given.map(({ seatId, key, locked, now }) => `${seatId} ${key} ${locked} ${now}`);
  return [...raters.map(({ seatId }) => seatId), ...ratings].sort().join('\n');
}

function givenBy({ seatId, ratings, revisions }: LockedScorecard): ReportScoring['given'] {
  const keys = new Set([...Object.keys(ratings), ...Object.keys(revisions)] as RatingKey[]);
  return [...keys].flatMap(key => {
    const locked = ratings[key]?.value;
    const now = revisions[key]?.at(-1)?.value ?? locked;
    if (now === undefined) return [];
    return [{ seatId, key, ...(locked !== undefined && { locked }), now }];
  });
}
