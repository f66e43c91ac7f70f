import { AppError } from '../../../shared/errors.ts';
import type { InterviewId, SeatId } from '../../../shared/ids.ts';
import type { InterviewState, Viewer } from '../../../shared/interview/state.ts';
import { nameFor, titleFor } from '../../../shared/interview/visibility.ts';
import type { ChosenKit } from '../../../shared/kit/kit.ts';
import type { OpenScorecards } from '../../../shared/protocol/scoringRoutes.ts';
import type { SeatRole } from '../../../shared/roles.ts';
import { lockedScorecards, scorecardsOpen } from '../../../shared/rubric/opening.ts';
import type { EarlyOpening } from '../../../shared/rubric/rubricState.ts';
import { seesScorecards } from '../../../shared/rubric/rubricViewOf.ts';
import { type LockedScorecard, withoutRecommendation } from '../../../shared/rubric/scorecard.ts';
import { requireRubric } from '../rubric/requireRubric.ts';

/** Everything that may be said of one interview's scoring once it is open. Plain data: it also goes to worker threads. */
export interface ScoringReport {
  interviewId: InterviewId;
  title: string;
  jobRole: string;
  /** When the session opened; when it was planned, should no one ever have opened it. */
  heldAt: number;
  candidates: readonly { seatId: SeatId; name: string }[];
  chosen: ChosenKit;
  /** Practice has no recommendations: no one is hired. */
  practice: boolean;
  /** Those who locked, in the order of the scorecards. */
  raters: readonly ReportedRater[];
  earlyOpening: EarlyOpening | undefined;
}

export interface ReportedRater {
  seatId: SeatId;
  name: string;
  role: SeatRole;
  card: LockedScorecard;
}

/**
 * The one door to scorecards for staff and files. Throws `not-in-kit` where there is no kit and `blind` while raters are
 * still independent of each other, no matter who asks, and while `viewer` has a scorecard of their own to lock.
 */
export function scoringReportOf(state: InterviewState, viewer: Viewer = { kind: 'product' }): ScoringReport {
  const rubric = requireRubric(state);
  if (!scorecardsOpen(state))
    throw new AppError('blind', 'The scorecards open when the call is over and everybody has locked.');
  if (!seesScorecards(state, viewer))
    throw new AppError('blind', 'You rate in this interview, too: lock your own scorecard first.');
  return {
    interviewId: state.interviewId,
    title: titleFor(state, viewer),
    jobRole: state.jobRole,
    heldAt: state.openedAt ?? state.scheduledAt,
    candidates: Object.values(state.seats)
      .filter(({ role }) => role === 'candidate')
      .map(seat => ({ seatId: seat.seatId, name: nameFor(state, seat, viewer) })),
    chosen: rubric.chosen,
    practice: state.practice !== undefined,
    raters: lockedScorecards(state).flatMap(locked => {
      const card = state.practice ? withoutRecommendation(locked) : locked;
      const seat = state.seats[card.seatId];
      return seat ? { seatId: card.seatId, name: seat.displayName, role: seat.role, card } : [];
    }),
    earlyOpening: rubric.earlyOpening,
  };
}

/** The same as the console reads it. */
export function openScorecardsOf(report: ScoringReport): OpenScorecards {
  const { chosen, raters, candidates, earlyOpening } = report;
  return {
    chosen,
    scorecards: Object.fromEntries(raters.map(({ seatId, card }) => [seatId, card])),
    names: Object.fromEntries(raters.map(({ seatId, name }) => [seatId, name])),
    candidateNames: candidates.map(({ name }) => name),
    ...(earlyOpening && { earlyOpening }),
  };
}
