/** What a job may use while it runs. */
export interface JobContext {
  /** 1 for the first attempt, one more for each that failed; waiting for something outside is no failure. */
  attempt: number;
  /** Aborted when the server closes, has lost the job to another one, or no one wants it any more. */
  signal: AbortSignal;
  /** 0 to 1; written to the database from time to time, so cheap to call. */
  progress(share: number): void;
}

/**
 * One kind of work that outlives the process that begins it. It may be cut off anywhere and begun again, here or on another server, so
 * it must be safe to repeat.
 */
export interface JobHandler {
  readonly kind: string;
  /** Whether it keeps a processor busy: of such jobs a server runs one at a time. */
  readonly isHeavy?: boolean;
  /** Whether work of its weight that was asked for later goes first, because someone is waiting for that. */
  readonly givesWay?: boolean;
  /** How many of this kind a server runs beside each other; unlimited if absent. */
  readonly atMost?: number;
  /** What a `soon` means for this kind: pauses before the second and each further attempt. The runner's own if absent. Milliseconds. */
  readonly pausesMs?: readonly number[];
  /**
   * For work that is retried until it succeeds: the reason to show for a failure that is not a `JobError`. Failures and takeovers beyond
   * `pausesMs` slow it down and never end it.
   */
  readonly unending?: string;
  /** `target` is what it is about, such as a recording's id. A rejection with `JobError` says what to tell people and whether to go on trying. */
  run(target: string, context: JobContext): Promise<void>;
}

/** Why an attempt failed, in a sentence that people may read. */
export class JobError extends Error {
  readonly retry: 'soon' | 'later' | 'never';

  /** `soon`: with growing delays from seconds on; `later`: waits for something outside, minutes; `never`: failed until someone asks again. */
  constructor(message: string, retry: JobError['retry'], cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'JobError';
    this.retry = retry;
  }
}
