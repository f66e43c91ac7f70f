import type { InterviewView } from '../../../../shared/interview/view.ts';
import { situationInView } from '../../../../shared/interview/view.ts';
import { seatHolds } from '../../../../shared/interview/visibility.ts';
import { may } from '../../../../shared/permissions.ts';
import { isRater } from '../../../../shared/rubric/scorecardOpening.ts';

/**
 * State of an interview's scoring as a whole, not the progress of each evaluator.
 *
 * - `independent`: evaluators can't see each other's ratings;
 * - `open`: staff can read the locked scorecards;
 * - `shut`: scoring was closed before the scorecards opened, so they stay closed.
 */
export type ScoringState = 'independent' | 'open' | 'shut';

export function scoringState({ rubric, phase }: InterviewView): ScoringState | undefined {
  if (!rubric) return undefined;
  if (rubric.scorecards) return 'open';
  return rubric.scoringClosed || phase === 'cancelled' ? 'shut' : 'independent';
}

export function scoringActions(view: InterviewView): { openEarly: boolean; close: boolean } {
  const situation = situationInView(view);
  const isRunning = view.rubric !== undefined && !view.rubric.scoringClosed;
  return {
    openEarly: isRunning && scoringState(view) === 'independent' && may('scorecards.open', situation),
    close: isRunning && may('scoring.close', situation),
  };
}

/** True if a member with this address has a seat from which they rate the interview, which is over. */
export function ratesInterview({ phase, seats }: InterviewView, email: string | undefined): boolean {
  if (phase !== 'ended' || email === undefined) return false;
  return Object.values(seats).some(
    seat => isRater(seat) && seatHolds(seat) && seat.email?.toLowerCase() === email.toLowerCase(),
  );
}
