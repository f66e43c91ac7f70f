import type { SeatId } from '../ids.ts';
import type { InterviewState, Seat } from '../interview/state.ts';
import { isLocked, type LockedScorecard } from './scorecard.ts';

export const SCORING_WINDOW_MS = 14 * 24 * 60 * 60 * 1_000;

export function isRater({ role }: Pick<Seat, 'role'>): boolean {
  return role === 'interviewer' || role === 'evaluator';
}

export function isAddressOfRater(seats: Iterable<Pick<Seat, 'role' | 'email'>>, email: string): boolean {
  for (const seat of seats)
    if (isRater(seat) && seat.email?.toLowerCase() === email.toLowerCase()) return true;
  return false;
}

/**
 * Returns the raters whose scorecards must be locked before scorecards open: those who took part or wrote
 * something, and those who claimed the interview to rate its recording. Leaves out shadow raters, and raters
 * who gave up their claim without locking a scorecard.
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

/** True for a scorecard that is only used to calibrate its rater. */
export function isShadow({ evaluation }: InterviewState, seatId: SeatId): boolean {
  return evaluation?.claims[seatId]?.shadow ?? false;
}

/** True when the call is over and all awaited raters have locked, or the lead opened scorecards early. */
export function independentRatingOver(state: InterviewState): boolean {
  const { rubric } = state;
  if (!rubric) return false;
  if (rubric.earlyOpening) return true;
  return state.phase === 'ended' && allAwaitedLocked(state);
}

function allAwaitedLocked(state: InterviewState): boolean {
  const awaited = awaitedRaters(state);
  return (
    awaited.length >= (state.evaluation?.raters ?? 1) &&
    awaited.every(({ seatId }) => state.rubric?.scorecards[seatId]?.lock !== undefined)
  );
}

/**
 * True when a decision about the candidate can no longer influence a rating: the interview is over, and
 * every awaited rater has locked or scoring is closed. Opening scorecards early doesn't count.
 */
export function ratingSettled(state: InterviewState, now: number): boolean {
  if (state.phase === 'cancelled') return true;
  if (state.phase !== 'ended') return false;
  return !state.rubric || scoringClosed(state, now) || allAwaitedLocked(state);
}

/** True once scorecards are open. Stays true even if someone starts to rate later. */
export function scorecardsOpen({ rubric }: InterviewState): boolean {
  return rubric?.scorecardsOpenAt !== undefined;
}

export function lockedScorecards(state: InterviewState): LockedScorecard[] {
  return Object.values(state.rubric?.scorecards ?? {})
    .filter(isLocked)
    .filter(({ seatId }) => !isShadow(state, seatId));
}

export function scoringClosed(state: InterviewState, now: number): boolean {
  return scoringClosedByPerson(state) || now > (scoringEndsAt(state) ?? Number.POSITIVE_INFINITY);
}

/** True when a person closed the scoring or canceled the interview. */
export function scoringClosedByPerson({ phase, rubric }: InterviewState): boolean {
  return phase === 'cancelled' || rubric?.scoringClosedAt !== undefined;
}

/** True when people who were not in the interview can watch or read something. */
export function hasSomethingToRate(state: InterviewState): boolean {
  return state.recording?.recordingId !== undefined || hasWrittenAnswers(state);
}

export function hasWrittenAnswers({ recruiter }: InterviewState): boolean {
  return Object.keys(recruiter?.written ?? {}).length > 0;
}

/** Returns when scoring closes. Undefined during the call, and for rating from the recording (no limit). */
export function scoringEndsAt({ phase, endedAt, evaluation }: InterviewState): number | undefined {
  return !evaluation && phase === 'ended' && endedAt !== undefined ? endedAt + SCORING_WINDOW_MS : undefined;
}
