import { z } from 'zod';
import type { SeatId, UserId } from '../ids.ts';

/** Number of raters before a report is written. */
export const RatersNeeded = z.number().int().min(1).max(2);

/** Limit for one interview. A rater can be added when raters disagree. */
export const RATERS_MAX = 3;
export const RatersAsked = z.number().int().min(1).max(RATERS_MAX);

/**
 * Why a claim ended without a locked scorecard. `erased`: the recording was erased. `disabled`: the evaluator's account was
 * disabled. `taken-back`: a lead unassigned the evaluator.
 */
export const ReleaseReason = z.enum(['handed-back', 'expired', 'erased', 'disabled', 'taken-back']);
export type ReleaseReason = z.infer<typeof ReleaseReason>;

/** An evaluator who rates from the recording, in a seat of their own. */
export interface EvaluationClaim {
  readonly userId: UserId;
  readonly at: number;
  /** True when the ratings are only compared with agreed ratings. */
  readonly shadow: boolean;
  /** Absent while the claim is active, and once the scorecard is locked. */
  readonly released?: { readonly at: number; readonly reason: ReleaseReason };
}

export interface EvaluationState {
  readonly raters: number;
  /** True when raters see a code in place of the candidate's name. */
  readonly namesHidden: boolean;
  readonly askedAt: number;
  readonly claims: Readonly<Record<SeatId, EvaluationClaim>>;
}

/**
 * What raters see in place of a hidden name: the last eight digits of a seat's id, which are random and long enough to differ in any list.
 * Earlier versions showed the last three.
 */
export function codeNameOf(id: string): string {
  const code = id.slice(-8).toUpperCase();
  return `Candidate ${code.slice(0, 4)}-${code.slice(4)}`;
}
