import type { JobClaim, JobName, JobStore, StoredJob } from '../../store/jobStore.ts';

type CutOff = 'closing' | 'stopped' | 'lost';

interface JobRunOptions {
  claim: JobClaim;
  store: JobStore;
  doubtMs: number;
  now: () => number;
  /** `now()` when the claim was requested. */
  leasedAt: number;
}

/** One attempt at a job on this server. Holds the job's lease by heartbeats. */
export class JobRun {
  readonly claim: JobClaim;
  /** Resolves when the attempt has ended and its outcome is stored. Never rejects. */
  readonly over: Promise<void>;
  readonly settleOver: () => void;
  progress = 0;
  readonly #options: JobRunOptions;
  readonly #controller = new AbortController();
  #cutOff: CutOff | undefined;
  #leasedAt: number;
  #isBeating = false;

  constructor(options: JobRunOptions) {
    this.#options = options;
    this.claim = options.claim;
    this.#leasedAt = options.leasedAt;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.over = promise;
    this.settleOver = resolve;
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get cutOff(): CutOff | undefined {
    return this.#cutOff;
  }

  /** Aborts the attempt. Later reasons are ignored. */
  end(why: CutOff): void {
    this.#cutOff ??= why;
    this.#controller.abort(new Error(`The job is ${this.#cutOff}.`));
  }

  /** Never rejects. */
  async beat(): Promise<void> {
    const { store, doubtMs, now } = this.#options;
    // When this server cannot reach the database, another server may still reach it and take the job over.
    if (now() - this.#leasedAt > doubtMs) this.end('lost');
    if (this.#isBeating || this.#cutOff === 'lost') return;
    this.#isBeating = true;
    const began = now();
    try {
      const answer = await store.beat(this.claim, this.progress);
      if (answer === 'lost') this.end('lost');
      else this.#leasedAt = began;
      if (answer === 'stopping') this.end('stopped');
    } catch {
      // Only the time without a heartbeat decides.
    } finally {
      this.#isBeating = false;
    }
  }
}

/**
 * Measures how long each job has kept its heartbeat count, on this server's monotonic clock. Clocks of different servers are not compared.
 */
export class HeartbeatAges {
  readonly #now: () => number;
  #known = new Map<string, { beat: number; since: number }>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Takes a new snapshot of the queue. Jobs that are not in it are forgotten. */
  update(jobs: readonly StoredJob[]): void {
    const now = this.#now();
    this.#known = new Map(
      jobs.map(job => {
        const known = this.#known.get(keyOf(job));
        return [keyOf(job), known?.beat === job.beat ? known : { beat: job.beat, since: now }];
      }),
    );
  }

  /** Milliseconds since this server first saw the job with its current heartbeat count; 0 for an unknown job. */
  ageOf(job: StoredJob): number {
    const known = this.#known.get(keyOf(job));
    return known?.beat === job.beat ? this.#now() - known.since : 0;
  }
}

export function keyOf({ kind, target }: JobName): string {
  return `${kind} ${target}`;
}
