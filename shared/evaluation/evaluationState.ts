import { z } from 'zod';
import type { SeatId, UserId } from '../ids.ts';

/** How long a claim lasts without work, in milliseconds, by the database's clock. */
export const CLAIM_LEASE_MS = 2 * 60 * 60 * 1_000;

/** How many people have to rate before feedback is written. */
export const RatersNeeded = z.number().int().min(1).max(2);

/** The same of one interview, to which one more can be added where they are apart. */
export const RATERS_MAX = 3;
export const RatersAsked = z.number().int().min(1).max(RATERS_MAX);

/**
 * Why a claim ended without a locked scorecard. `erased`: what was to be watched is gone; `disabled`: the evaluator's account is closed;
 * `taken-back`: a lead gave the place to someone else.
 */
export const ReleaseReason = z.enum(['handed-back', 'expired', 'erased', 'disabled', 'taken-back']);
export type ReleaseReason = z.infer<typeof ReleaseReason>;

/** One member of staff who rates from the recording, in a seat of their own. */
export interface EvaluationClaim {
  readonly userId: UserId;
  /** When it was claimed last. */
  readonly at: number;
  /** To compare the evaluator with agreed ratings: what is rated there reaches no one else. */
  readonly shadow: boolean;
  /** Absent while it is held, and once the scorecard is locked. */
  readonly released?: { readonly at: number; readonly reason: ReleaseReason };
}

/** That people who were not there are to rate an interview from its recording. */
export interface EvaluationState {
  readonly raters: number;
  /** Raters see a code in place of the candidate's name. */
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
