import { z } from 'zod';
import { MessageId, ProbeRequestId, SeatId } from '../ids.ts';
import { Timestamp } from '../interview/fields.ts';
import type { InterviewState, Seat, Viewer } from '../interview/state.ts';
import { KitId, KitVersion, QuestionId } from '../kit/kitIds.ts';
import {
  awaitedRaters,
  isAddressOfRater,
  lockedScorecards,
  scorecardsOpen,
  scoringClosedBySomebody,
  scoringEndsAt,
} from './opening.ts';
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

/**
 * The rubric for a person whom the role table lets read it. Blindness lives here and nowhere else: another rater's scorecard
 * is in a view only if it is locked, scorecards are open, and the viewer does not rate any more: has locked, or looks in from
 * the console without being awaited as a rater. Who does not follow the questions learns nothing of how they go.
 */
export function rubricViewOf(
  state: InterviewState,
  viewer: Viewer,
  followsQuestions: boolean,
): RubricView | undefined {
  const { rubric } = state;
  if (!rubric) return undefined;
  const { kitId, version, kit } = rubric.chosen;
  const own = viewer.kind === 'seat' ? rubric.scorecards[viewer.seatId] : undefined;
  const view: RubricView = {
    kit: { kitId, version, role: kit.role, level: kit.level },
    questions: followsQuestions ? rubric.questions : {},
    probes: followsQuestions ? rubric.probes : {},
    logistics: followsQuestions ? rubric.logistics : {},
    scoringClosed: scoringClosedBySomebody(state),
  };
  const endsAt = scoringEndsAt(state);
  if (endsAt !== undefined) view.scoringEndsAt = endsAt;
  if (followsQuestions && rubric.currentQuestionId) view.currentQuestionId = rubric.currentQuestionId;
  if (rubric.earlyOpening) view.earlyOpening = rubric.earlyOpening;
  if (own) view.own = own;
  if (seesScorecards(state, viewer)) {
    const scorecards: Record<SeatId, Scorecard> = {};
    for (const card of lockedScorecards(state)) scorecards[card.seatId] = card;
    view.scorecards = scorecards;
  }
  return view;
}

/** Whether a viewer may see other people's locked scorecards now. */
export function seesScorecards(state: InterviewState, viewer: Viewer): boolean {
  const { rubric } = state;
  if (!rubric || !scorecardsOpen(state)) return false;
  if (viewer.kind === 'seat') return rubric.scorecards[viewer.seatId]?.lock !== undefined;
  if (viewer.kind === 'product') return true;
  return rubric.scoringClosedAt !== undefined || !stillRates(state, viewer.email);
}

/** A member of staff may still have a scorecard of their own to write, in a seat with their address, though others' are open. */
function stillRates(state: InterviewState, email: string | undefined): boolean {
  if (email === undefined) return false;
  const unlocked = [...awaitedRaters(state), ...claimants(state)].filter(
    ({ seatId }) => state.rubric?.scorecards[seatId]?.lock === undefined,
  );
  return isAddressOfRater(unlocked, email);
}

/** No one waits for those who are only compared with others; seeing the others' ratings first would spoil that. */
function claimants({ seats, evaluation }: InterviewState): Seat[] {
  return Object.values(seats).filter(({ seatId }) => {
    const claim = evaluation?.claims[seatId];
    return claim !== undefined && claim.released === undefined;
  });
}
