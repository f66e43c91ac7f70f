import type { JobOutcome } from '../../store/jobStore.ts';

export interface JobContext {
  /** 1 for the first attempt. Attempts that ended with `later` do not count. */
  attempt: number;
  /** Aborted when the server closes or loses the lease, or when the job is stopped. */
  signal: AbortSignal;
  progress(share: number): void;
}

/** Handles one kind of job. Must be idempotent, because an attempt can be cut off and repeated elsewhere. */
export interface JobHandler {
  readonly kind: string;
  /** True for work that keeps a processor busy. A server runs one such job at a time. */
  readonly isHeavy?: boolean;
  /** Jobs with a lower number go first, even newer ones, because people are waiting for those. Default: 0. */
  readonly givesWay?: number;
  readonly atMost?: number;
  /** Milliseconds before the second and each further attempt, for retries with `soon`. */
  readonly pausesMs?: readonly number[];
  /** If set, a job is retried until it succeeds. Users see this text for errors other than `JobError`. */
  readonly unending?: string;
  /** Does the work for a `target`, such as a recording id. Throws a `JobError` to control the retry. */
  run(target: string, context: JobContext): Promise<void>;
}

/** Failure of an attempt at a job. The message is shown to users. */
export class JobError extends Error {
  readonly retry: 'soon' | 'later' | 'never';

  /**
   * - `soon`: retries with a backoff that starts at one second.
   * - `later`: retries every minute, because the job depends on something else, such as another server.
   * - `never`: stays failed until someone retries it.
   */
  constructor(message: string, retry: JobError['retry'], cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'JobError';
    this.retry = retry;
  }
}

export interface JobTiming {
  pollMs: number;
  beatMs: number;
  /** Time without a heartbeat after which another server takes the job over. */
  lostMs: number;
  /** Time without a heartbeat after which a server gives up its own job. Shorter than `lostMs`. */
  doubtMs: number;
  /** Backoff before the second and each further attempt. There is one more attempt than entries. */
  soonMs: readonly number[];
  laterMs: number;
  graceMs: number;
}

export const JOB_TIMING: JobTiming = {
  pollMs: 2_000,
  beatMs: 2_500,
  lostMs: 10_000,
  doubtMs: 7_000,
  soonMs: [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000],
  laterMs: 60_000,
  graceMs: 5_000,
};

const UNFORESEEN = 'Something went wrong on our side.';

/** Returns the state of a job after a failed attempt. `failures` counts the earlier failed attempts. */
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
