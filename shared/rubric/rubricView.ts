import { z } from 'zod';
import { MessageId, ProbeRequestId, SeatId } from '../ids.ts';
import { Timestamp } from '../interview/fields.ts';
import { KitId, KitVersion, QuestionId } from '../kit/kitIds.ts';
import { EarlyOpening, LogisticsEntry, ProbeRequest, QuestionProgress } from './rubricState.ts';
import { Scorecard } from './scorecard.ts';

/**
 * The rubric as a rater or the console may see it. The kit's own texts are asked for by `kit.read`; `kit` says which they are.
 * Candidates and observers have none of this.
 */
export const RubricView = z.strictObject({
  kit: z.strictObject({ kitId: KitId, version: KitVersion, role: z.string(), level: z.string() }),
  questions: z.record(QuestionId, QuestionProgress),
  currentQuestionId: QuestionId.optional(),
  probes: z.record(ProbeRequestId, ProbeRequest),
  logistics: z.record(MessageId, LogisticsEntry),
  /** The viewer's own; absent until there is something in it, and for the console. */
  own: Scorecard.optional(),
  /** Every locked scorecard, once they are open to this viewer; until then nothing at all of anybody else's. */
  scorecards: z.record(SeatId, Scorecard).optional(),
  earlyOpening: EarlyOpening.optional(),
  /** Closed by someone for good: nothing can be rated, locked, revised or opened any more. */
  scoringClosed: z.boolean(),
  /** Once the call is over: until when scorecards can be written. What was locked by then can still be opened early. */
  scoringEndsAt: Timestamp.optional(),
});
export type RubricView = z.infer<typeof RubricView>;

/** Whether nothing can be rated, locked or revised any more. `now` is the server's clock. */
export function isScoringOver(
  { scoringClosed, scoringEndsAt }: Pick<RubricView, 'scoringClosed' | 'scoringEndsAt'>,
  now: number,
): boolean {
  return scoringClosed || (scoringEndsAt !== undefined && now > scoringEndsAt);
}
