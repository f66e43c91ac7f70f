import { z } from 'zod';
import { SeatId, UserId } from '../ids.ts';
import type { InterviewState } from '../interview/state.ts';
import { CompetencyId } from '../kit/kitIds.ts';
import { consensusOf, SpreadLevel } from '../rubric/consensus.ts';
import { RatingKey, RatingValue } from '../rubric/rating.ts';
import type { LockedScorecard } from '../rubric/scorecard.ts';
import { lockedScorecards } from '../rubric/scorecardOpening.ts';
import { levelsOf } from './levels.ts';
import { Rung } from './reportContent.ts';

/** A report's scoring, stored with each published version so that later changes don't alter it. */
export const ReportScoring = z.strictObject({
  /** `userId` is set for evaluators who rated from the recording. */
  raters: z.array(z.strictObject({ seatId: SeatId, userId: UserId.optional() })).min(1),
  /** Working time of all evaluators. Absent if no one rated from the recording. */
  spentMs: z.number().int().nonnegative().optional(),
  /** Number of locked ratings from 1 to 5. */
  ratings: z.number().int().nonnegative(),
  /** In the order of the kit. */
  levels: z.array(
    z.strictObject({
      competencyId: CompetencyId,
      rung: Rung.optional(),
      spread: z.strictObject({ low: Rung, high: Rung }).optional(),
      /** Largest difference of ratings: `apart` after revisions, `lockedApart` as locked. */
      apart: SpreadLevel,
      lockedApart: SpreadLevel,
    }),
  ),
  /** All ratings, stored to detect later changes. */
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

/** Returns the scoring, or undefined until a scorecard that counts is locked. */
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

/** True when a rating or the set of scorecards changed after `published`. */
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
