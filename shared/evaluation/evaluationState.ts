import { z } from 'zod';
import type { SeatId, UserId } from '../ids.ts';

export const RatersNeeded = z.number().int().min(1).max(2);

/** One more than the settings can require, because a rater can be added when raters disagree. */
export const RATERS_MAX = 3;
export const RatersAsked = z.number().int().min(1).max(RATERS_MAX);

/**
 * Why a claim ended. `erased`: the recording was erased. `disabled`: the evaluator's account was disabled.
 * `taken-back`: a lead unassigned the evaluator.
 */
export const ReleaseReason = z.enum(['handed-back', 'expired', 'erased', 'disabled', 'taken-back']);
export type ReleaseReason = z.infer<typeof ReleaseReason>;

export interface EvaluationClaim {
  readonly userId: UserId;
  readonly at: number;
  /** True when the ratings only calibrate the rater. They don't count in the report. */
  readonly shadow: boolean;
  /** Absent while the claim is active, and after the scorecard is locked. */
  readonly released?: { readonly at: number; readonly reason: ReleaseReason };
}

export interface EvaluationState {
  readonly raters: number;
  readonly namesHidden: boolean;
  readonly askedAt: number;
  readonly claims: Readonly<Record<SeatId, EvaluationClaim>>;
}

/** Returns a code to show in place of a hidden name: the last eight digits of the seat's id (random). */
export function codeNameOf(id: string): string {
  const code = id.slice(-8).toUpperCase();
  return `Candidate ${code.slice(0, 4)}-${code.slice(4)}`;
}
