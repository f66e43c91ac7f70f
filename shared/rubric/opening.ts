import type { SeatId } from '../ids.ts';
import type { InterviewState, Seat } from '../interview/state.ts';
import { isLocked, type LockedScorecard } from './scorecard.ts';

/** How long after the end of the call scorecards can still be written, in milliseconds. */
export const SCORING_WINDOW_MS = 14 * 24 * 60 * 60 * 1_000;

/** Who rates: interviewers and evaluators. */
export function isRater({ role }: Pick<Seat, 'role'>): boolean {
  return role === 'interviewer' || role === 'evaluator';
}

/** Whether an email address belongs to a rater of this interview: staff may also hold a seat under their address. */
export function isAddressOfRater(seats: Iterable<Pick<Seat, 'role' | 'email'>>, email: string): boolean {
  for (const seat of seats)
    if (isRater(seat) && seat.email?.toLowerCase() === email.toLowerCase()) return true;
  return false;
}

/**
 * The raters whose lock is waited for: who was in the room while it was open, or wrote something, and was not removed; of those who rate
 * from the recording, who has a claim and counts.
 */
export function awaitedRaters(state: InterviewState): Seat[] {
  return Object.values(state.seats).filter(
    seat => isRater(seat) && seat.presence !== 'removed' && isAwaited(state, seat),
  );
}

function isAwaited({ rubric, evaluation }: InterviewState, { seatId, tookPart }: Seat): boolean {
  const card = rubric?.scorecards[seatId];
  const claim = evaluation?.claims[seatId];
  if (!claim) return tookPart || card !== undefined;
  return !claim.shadow && (!claim.released || card?.lock !== undefined);
}

/** Whether a scorecard was written to compare its rater with agreed ratings: it counts nowhere, and no one else sees it. */
export function isShadow({ evaluation }: InterviewState, seatId: SeatId): boolean {
  return evaluation?.claims[seatId]?.shadow ?? false;
}

/** Whether independent rating is over: the call has ended and everybody awaited has locked, or the lead did not wait. */
export function independentRatingOver(state: InterviewState): boolean {
  const { rubric } = state;
  if (!rubric) return false;
  if (rubric.earlyOpening) return true;
  if (state.phase !== 'ended') return false;
  const awaited = awaitedRaters(state);
  return (
    awaited.length >= (state.evaluation?.raters ?? 1) &&
    awaited.every(({ seatId }) => rubric.scorecards[seatId]?.lock !== undefined)
  );
}

/**
 * Whether locked scorecards may be seen. From the moment independent rating was over that stays so: a person no one waited
 * for, who begins to rate later, takes nothing away from the others again.
 */
export function scorecardsOpen({ rubric }: InterviewState): boolean {
  return rubric?.scorecardsOpenAt !== undefined;
}

/** Every scorecard that was locked and counts, in the order in which they were begun. */
export function lockedScorecards(state: InterviewState): LockedScorecard[] {
  return Object.values(state.rubric?.scorecards ?? {})
    .filter(isLocked)
    .filter(({ seatId }) => !isShadow(state, seatId));
}

/** Whether nothing can be written into scorecards any more. */
export function scoringClosed(state: InterviewState, now: number): boolean {
  return scoringClosedBySomebody(state) || now > (scoringEndsAt(state) ?? Number.POSITIVE_INFINITY);
}

/** Whether scoring was ended by hand, or with the interview itself, whatever the time is. */
export function scoringClosedBySomebody({ phase, rubric }: InterviewState): boolean {
  return phase === 'cancelled' || rubric?.scoringClosedAt !== undefined;
}

/**
 * Until when scorecards can be written, in epoch milliseconds; undefined while the call is not over, and where people rate from the
 * recording: what waits for them must not become impossible by waiting.
 */
export function scoringEndsAt({ phase, endedAt, evaluation }: InterviewState): number | undefined {
  return !evaluation && phase === 'ended' && endedAt !== undefined ? endedAt + SCORING_WINDOW_MS : undefined;
}
