import { AppError } from '../../../shared/errors.ts';
import type { InterviewId, SeatId } from '../../../shared/ids.ts';
import type { InterviewState, Viewer } from '../../../shared/interview/state.ts';
import { isListedCandidate, nameFor, titleFor } from '../../../shared/interview/visibility.ts';
import type { ChosenKit } from '../../../shared/kit/kit.ts';
import type { OpenScorecards } from '../../../shared/protocol/scoringRoutes.ts';
import type { SeatRole } from '../../../shared/roles.ts';
import type { EarlyOpening } from '../../../shared/rubric/rubricState.ts';
import { seesScorecards } from '../../../shared/rubric/rubricView.ts';
import { type LockedScorecard, withoutRecommendation } from '../../../shared/rubric/scorecard.ts';
import { lockedScorecards, scorecardsOpen } from '../../../shared/rubric/scorecardOpening.ts';
import { requireRubric } from '../rubric/requireRubric.ts';

/** Plain data, because it is also sent to worker threads. */
export interface ScoringReport {
  interviewId: InterviewId;
  title: string;
  jobRole: string;
  /** When the interview opened, or its scheduled start if it never opened. */
  heldAt: number;
  candidates: readonly { seatId: SeatId; name: string }[];
  chosen: ChosenKit;
  /** True for practice, which has no recommendations. */
  practice: boolean;
  raters: readonly ReportedRater[];
  earlyOpening: EarlyOpening | undefined;
}

export type ReportedRater = { seatId: SeatId; name: string; role: SeatRole; card: LockedScorecard };

/** Returns scorecards for staff. Throws `not-in-kit` without a kit, `blind` if `viewer` may not see them. */
export function scoringReportOf(state: InterviewState, viewer: Viewer = { kind: 'product' }): ScoringReport {
  const rubric = requireRubric(state);
  if (!scorecardsOpen(state)) throw new AppError('blind', 'scorecards-closed');
  if (!seesScorecards(state, viewer)) throw new AppError('blind', 'own-scorecard-open');
  return {
    interviewId: state.interviewId,
    title: titleFor(state, viewer),
    jobRole: state.jobRole,
    heldAt: state.openedAt ?? state.scheduledAt,
    candidates: Object.values(state.seats)
      .filter(isListedCandidate)
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
