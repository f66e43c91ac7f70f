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

export const DECISION_REASON = 2_000;
/** Maximum number of decisions about one candidate in one interview. */
export const DECISIONS_MAX = 100;

/** A decision about a candidate after an interview. Never changed: a correction is the next decision. */
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
