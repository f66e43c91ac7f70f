import type { InterviewState, Viewer } from '../../../shared/interview/state.ts';
import { seatHolds } from '../../../shared/interview/visibility.ts';
import { isRater, scoringClosedByPerson } from '../../../shared/rubric/scorecardOpening.ts';

/**
 * True for people who may still rate and haven't locked their scorecard, unless the organization lets raters see
 * transcripts. Staff rate if they have a rater's seat or a claim.
 */
export function transcriptHidden(state: InterviewState, viewer: Viewer, ratersSee: boolean): boolean {
  if (ratersSee || viewer.kind === 'product' || !state.rubric || scoringClosedByPerson(state)) return false;
  const { scorecards } = state.rubric;
  return Object.values(state.seats).some(
    seat =>
      isRater(seat) &&
      seatHolds(seat) &&
      isViewers(seat, viewer) &&
      scorecards[seat.seatId]?.lock === undefined,
  );
}

function isViewers(
  { seatId, email }: InterviewState['seats'][keyof InterviewState['seats']],
  viewer: Exclude<Viewer, { kind: 'product' }>,
): boolean {
  if (viewer.kind === 'seat') return viewer.seatId === seatId;
  return email !== undefined && email.toLowerCase() === viewer.email?.toLowerCase();
}
