import type { JobOutcome } from '../../store/jobStore.ts';
import { JobError } from './job.ts';
import type { JobTiming } from './jobTiming.ts';

/** What to say of a fault that no handler has foreseen. */
const UNFORESEEN = 'Something went wrong on our side.';

/** What becomes of a job after an attempt that failed; `failures` are those before it. */
export function outcomeOf(
  error: unknown,
  failures: number,
  { soonMs, laterMs }: Pick<JobTiming, 'soonMs' | 'laterMs'>,
): Extract<JobOutcome, { state: 'retrying' | 'failed' }> {
  const reason = error instanceof JobError ? error.message : UNFORESEEN;
  const retry = error instanceof JobError ? error.retry : 'soon';
  if (retry === 'later') return { state: 'retrying', reason, failures, delayMs: laterMs };
  const delayMs = soonMs[failures];
  return retry === 'never' || delayMs === undefined
    ? { state: 'failed', reason, failures: failures + 1 }
    : { state: 'retrying', reason, failures: failures + 1, delayMs };
}
