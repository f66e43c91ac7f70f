import type { JobOutcome } from '../../store/jobStore.ts';
import { JobError, type JobHandler } from './job.ts';
import type { JobTiming } from './jobTiming.ts';

/** What to say of a fault that no handler has foreseen. */
const UNFORESEEN = 'Something went wrong on our side.';

/** Returns the state of a job after a failed attempt. `failures` counts the attempts that failed before it. */
export function outcomeOf(
  error: unknown,
  failures: number,
  { soonMs, laterMs }: Pick<JobTiming, 'soonMs' | 'laterMs'>,
  { unending }: Pick<JobHandler, 'unending'> = {},
): Extract<JobOutcome, { state: 'retrying' | 'failed' }> {
  const reason = error instanceof JobError ? error.message : (unending ?? UNFORESEEN);
  const retry = error instanceof JobError ? error.retry : 'soon';
  if (retry === 'later') return { state: 'retrying', reason, failures, delayMs: laterMs };
  const delayMs = retry === 'never' ? undefined : soonMs[failures];
  if (unending !== undefined)
    return { state: 'retrying', reason, failures: failures + 1, delayMs: delayMs ?? laterMs };
  return delayMs === undefined
    ? { state: 'failed', reason, failures: failures + 1 }
    : { state: 'retrying', reason, failures: failures + 1, delayMs };
}
