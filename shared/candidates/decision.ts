import { z } from 'zod';
import { InterviewId, SeatId } from '../ids.ts';
import { Timestamp } from '../interview/fields.ts';

export const DecisionStage = z.enum(['screening', 'interview', 'final', 'offer']);
export type DecisionStage = z.infer<typeof DecisionStage>;

/** `advance`: the candidate goes on to the next stage. */
export const DecisionOutcome = z.enum(['advance', 'hold', 'reject', 'withdrawn', 'hired']);
export type DecisionOutcome = z.infer<typeof DecisionOutcome>;

/** Names of outcomes, on pages and in files. */
export const OUTCOME_NAMES: Record<DecisionOutcome, string> = {
  advance: 'Moves on',
  hold: 'On hold',
  reject: 'Rejected',
  withdrawn: 'Withdrew',
  hired: 'Hired',
};

/** Returns the outcomes that a decision at this stage can have. */
export function outcomesAt(stage: DecisionStage): DecisionOutcome[] {
  return DecisionOutcome.options.filter(outcome => {
    if (outcome === 'hired') return stage === 'final' || stage === 'offer';
    return outcome !== 'advance' || stage !== 'offer';
  });
}

/**
 * Whether people can decide. `rating`: people rate now or later. `own`: the member still rates. `not-held`: not
 * started. `canceled`: never held.
 */
export const DecidingState = z.enum(['open', 'rating', 'own', 'not-held', 'canceled', 'names-hidden']);
export type DecidingState = z.infer<typeof DecidingState>;

/**
 * Returns the outcomes that are possible. Before ratings end, only those that claim nothing about ratings, and
 * while people rate, no rejection, because it would influence them.
 */
export function outcomesWhile(state: DecidingState): readonly DecisionOutcome[] {
  if (state === 'open') return DecisionOutcome.options;
  if (state === 'names-hidden') return [];
  return state === 'not-held' || state === 'canceled'
    ? ['hold', 'reject', 'withdrawn']
    : ['hold', 'withdrawn'];
}

export const DECISION_REASON = 2_000;
/** Maximum number of decisions about one candidate in one interview. */
export const DECISIONS_MAX = 100;

/** A decision about a candidate of an interview. Never changed: a correction is the next decision. */
export const CandidateDecision = z.strictObject({
  interviewId: InterviewId,
  seatId: SeatId,
  /** Counted from 1 for each candidate and interview. The last one holds. */
  number: z.number().int().positive(),
  jobRole: z.string(),
  stage: DecisionStage,
  outcome: DecisionOutcome,
  reason: z.string(),
  byName: z.string(),
  at: Timestamp,
});
export type CandidateDecision = z.infer<typeof CandidateDecision>;
