import { z } from 'zod';
import {
  awaitedRaters,
  hasSomethingToRate,
  lockedScorecards,
  scoringClosedByPerson,
  scoringEndsAt,
} from '../rubric/scorecardOpening.ts';
import { type Attendance, missedOf } from './attendance.ts';
import { candidateJoined, type InterviewState, isPresent } from './state.ts';

/**
 * Status of an interview, the same in the list, the details, and the calendar.
 *
 * - `unscheduled`: the candidate hasn't chosen a time yet
 * - `scheduled`: no one is here yet
 * - `waiting`: the candidate or an interviewer is here, and the interview hasn't started
 * - `live`: running, or on a break
 * - `rating-due`: held, and ratings are missing
 * - `rated`: held, and all ratings are there or no more can be given
 * - `held`: held, and no one rates it
 * - `decided`: held, and there is a decision about the candidate
 * - `canceled`
 * - `no-show`: the candidate could have joined and didn't
 * - `not-held`: not opened in time
 */
export const InterviewStatus = z.enum([
  'unscheduled',
  'scheduled',
  'waiting',
  'live',
  'rating-due',
  'rated',
  'held',
  'decided',
  'canceled',
  'no-show',
  'not-held',
]);
export type InterviewStatus = z.infer<typeof InterviewStatus>;

/** Names of statuses, on pages and in files. */
export const STATUS_NAMES: Record<InterviewStatus, string> = {
  unscheduled: 'No time yet',
  scheduled: 'Scheduled',
  waiting: 'Waiting',
  live: 'Live',
  'rating-due': 'Ratings due',
  rated: 'Rated',
  held: 'Held',
  decided: 'Decided',
  canceled: 'Canceled',
  'no-show': 'No-show',
  'not-held': 'Didn’t take place',
};

/** Ratings of an interview, without those of shadow raters. */
export const RatingProgress = z.strictObject({
  /** Number of raters who haven't locked a scorecard yet, and whose rating is expected. */
  due: z.number().int().nonnegative(),
  locked: z.number().int().nonnegative(),
  /** Time after which no one can rate. Absent without a limit, and before the interview has ended. */
  until: z.number().optional(),
});
export type RatingProgress = z.infer<typeof RatingProgress>;

export interface StatusFacts extends Attendance {
  /** True until the candidate, or a member, has chosen the time. */
  unscheduled: boolean;
  rating: RatingProgress;
  /** Time of the first decision about the candidate. */
  decidedAt?: number | undefined;
}

/** To change this function, change `statusOf` in `server/store/interviewStatus.ts`, too. */
export function statusOf(facts: StatusFacts, now: number): InterviewStatus {
  const { phase, begun, rating, decidedAt } = facts;
  if (phase === 'cancelled') return 'canceled';
  if (phase === 'lobby' && facts.unscheduled && !begun) return 'unscheduled';
  const missed = missedOf(facts, now);
  if (missed) return missed;
  if (phase === 'open' || (phase === 'lobby' && begun)) return 'live';
  if (phase === 'lobby') return facts.candidateHere || facts.interviewerHere ? 'waiting' : 'scheduled';
  if (decidedAt !== undefined) return 'decided';
  if (rating.due > 0 && now <= (rating.until ?? Number.POSITIVE_INFINITY)) return 'rating-due';
  return rating.locked > 0 ? 'rated' : 'held';
}

/** Facts from the log. The log has no decisions. */
export function statusFactsOf(state: InterviewState): StatusFacts {
  const seats = Object.values(state.seats);
  const here = seats.filter(isPresent);
  return {
    phase: state.phase,
    unscheduled: state.scheduling?.open === true,
    scheduledAt: state.scheduledAt,
    plannedMinutes: state.plannedMinutes,
    // Without a recruiter, the interview has no deadline to start.
    window: state.recruiter && state.window,
    heldByRecruiter: state.recruiter !== undefined,
    hasCandidate: seats.some(({ role }) => role === 'candidate'),
    candidateHere: here.some(({ role }) => role === 'candidate'),
    interviewerHere: here.some(({ role }) => role === 'interviewer'),
    candidateJoined: candidateJoined(seats),
    begun: state.openedAt !== undefined,
    rating: ratingProgressOf(state),
  };
}

export function ratingProgressOf(state: InterviewState): RatingProgress {
  const locked = lockedScorecards(state).length;
  const until = scoringEndsAt(state);
  return { due: dueRaters(state), locked, ...(until !== undefined && { until }) };
}

function dueRaters(state: InterviewState): number {
  const { rubric, evaluation } = state;
  if (!rubric || state.phase !== 'ended' || scoringClosedByPerson(state)) return 0;
  const awaited = awaitedRaters(state);
  const unlocked = awaited.filter(({ seatId }) => rubric.scorecards[seatId]?.lock === undefined).length;
  // Evaluators are also expected for ratings that no one has claimed yet.
  const unclaimed = evaluation && hasSomethingToRate(state) ? evaluation.raters - awaited.length : 0;
  return unlocked + Math.max(0, unclaimed);
}
