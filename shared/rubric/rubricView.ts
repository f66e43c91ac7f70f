import { z } from 'zod';
import { MessageId, ProbeRequestId, SeatId } from '../ids.ts';
import { Timestamp } from '../interview/fields.ts';
import type { InterviewState, Seat, Viewer } from '../interview/state.ts';
import { KitId, KitVersion, QuestionId } from '../kit/kitIds.ts';
import { EarlyOpening, LogisticsEntry, ProbeRequest, QuestionProgress } from './rubricState.ts';
import { Scorecard } from './scorecard.ts';
import {
  awaitedRaters,
  isAddressOfRater,
  lockedScorecards,
  scorecardsOpen,
  scoringClosedByPerson,
  scoringEndsAt,
} from './scorecardOpening.ts';

/** The rubric for a rater or the console. `kit` identifies what `kit.read` returns. */
export const RubricView = z.strictObject({
  kit: z.strictObject({ kitId: KitId, version: KitVersion, role: z.string(), level: z.string() }),
  questions: z.record(QuestionId, QuestionProgress),
  currentQuestionId: QuestionId.optional(),
  probes: z.record(ProbeRequestId, ProbeRequest),
  logistics: z.record(MessageId, LogisticsEntry),
  /** The viewer's own scorecard. Absent while empty, and in the console. */
  own: Scorecard.optional(),
  /** Locked scorecards. Absent until the viewer may see them. */
  scorecards: z.record(SeatId, Scorecard).optional(),
  earlyOpening: EarlyOpening.optional(),
  /** True when a person closed scoring permanently: nothing can be rated, locked, revised, or opened. */
  scoringClosed: z.boolean(),
  /** When scoring closes, after the call. The lead can still open the locked scorecards then. */
  scoringEndsAt: Timestamp.optional(),
});
export type RubricView = z.infer<typeof RubricView>;

/** True when nothing can be rated, locked, or revised. `now` is server time. */
export function isScoringOver(
  { scoringClosed, scoringEndsAt }: Pick<RubricView, 'scoringClosed' | 'scoringEndsAt'>,
  now: number,
): boolean {
  return scoringClosed || (scoringEndsAt !== undefined && now > scoringEndsAt);
}

/**
 * Returns the rubric for a viewer who may read it. Enforces blind rating: includes another rater's scorecard
 * only if it is locked, scorecards are open, and the viewer has finished rating. Hides question progress
 * from viewers who may not follow it.
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
    scoringClosed: scoringClosedByPerson(state),
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

/** True when a viewer may see other raters' locked scorecards. */
export function seesScorecards(state: InterviewState, viewer: Viewer): boolean {
  const { rubric } = state;
  if (!rubric || !scorecardsOpen(state)) return false;
  if (viewer.kind === 'seat') return rubric.scorecards[viewer.seatId]?.lock !== undefined;
  if (viewer.kind === 'product') return true;
  return hasFinishedRating(state, viewer.email);
}

/** True when the member's own ratings can no longer change because of what they learn about other ratings. */
export function hasFinishedRating(state: InterviewState, email: string | undefined): boolean {
  return state.rubric?.scoringClosedAt !== undefined || !stillRates(state, email);
}

/** True when a seat with the staff member's email address still has an unlocked scorecard. */
function stillRates(state: InterviewState, email: string | undefined): boolean {
  if (email === undefined) return false;
  const unlocked = [...awaitedRaters(state), ...claimants(state)].filter(
    ({ seatId }) => state.rubric?.scorecards[seatId]?.lock === undefined,
  );
  return isAddressOfRater(unlocked, email);
}

/** Returns seats with an active claim. Shadow raters count, because they must lock before seeing ratings. */
function claimants({ seats, evaluation }: InterviewState): Seat[] {
  return Object.values(seats).filter(({ seatId }) => {
    const claim = evaluation?.claims[seatId];
    return claim !== undefined && claim.released === undefined;
  });
}
