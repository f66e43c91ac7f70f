import { AppError } from '../../../shared/errors.ts';
import { isFinal } from '../../../shared/interview/phases.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';

/** Throws `wrong-phase` for an interview that has ended or was cancelled. */
export function requireRunning(state: InterviewState): void {
  if (isFinal(state.phase)) throw new AppError('wrong-phase', 'This interview is over.');
}
