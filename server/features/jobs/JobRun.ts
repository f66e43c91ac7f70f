import type { JobClaim, JobName, JobStore, StoredJob } from '../../store/jobStore.ts';

type CutOff = 'closing' | 'stopped' | 'lost';

interface JobRunOptions {
  claim: JobClaim;
  store: JobStore;
  doubtMs: number;
  now: () => number;
  leasedAt: number;
}

/** One attempt at a job on this server. Regular heartbeats keep the job's lease. */
export class JobRun {
  readonly claim: JobClaim;
  readonly #over = Promise.withResolvers<void>();
  /** Resolves when the attempt has ended and its outcome is stored. Never rejects. */
  readonly over = this.#over.promise;
  readonly settleOver = this.#over.resolve;
  progress = 0;
  cutOff: CutOff | undefined;
  readonly #options: JobRunOptions;
  readonly #controller = new AbortController();
  readonly signal = this.#controller.signal;
  #leasedAt: number;
  #isBeating = false;

  constructor(options: JobRunOptions) {
    this.#options = options;
    this.claim = options.claim;
    this.#leasedAt = options.leasedAt;
  }

  end(why: CutOff): void {
    this.cutOff ??= why;
    this.#controller.abort(new Error(`The job is ${this.cutOff}.`));
  }

  async beat(): Promise<void> {
    const { store, doubtMs, now } = this.#options;
    // When this server cannot reach the database, another server may still reach it and take the job over.
    if (now() - this.#leasedAt > doubtMs) this.end('lost');
    if (this.#isBeating || this.cutOff === 'lost') return;
    this.#isBeating = true;
    const began = now();
    try {
      const answer = await store.beat(this.claim, this.progress);
      if (answer === 'lost') this.end('lost');
      else this.#leasedAt = began;
      if (answer === 'stopping') this.end('stopped');
    } catch {
      // A failed heartbeat is no reason to stop: only the time since the last success decides.
    } finally {
      this.#isBeating = false;
    }
  }
}

/** Measures how long each job's heartbeat count has been unchanged, by this server's monotonic clock. */
export class HeartbeatAges {
  readonly #now: () => number;
  #known = new Map<string, { beat: number; since: number }>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Updates the heartbeat counts from a snapshot of the job queue. Forgets jobs that are not in it. */
  update(jobs: readonly StoredJob[]): void {
    const now = this.#now();
    this.#known = new Map(
      jobs.map(job => {
        const known = this.#known.get(keyOf(job));
        return [keyOf(job), known?.beat === job.beat ? known : { beat: job.beat, since: now }];
      }),
    );
  }

  /** Milliseconds since this server first saw the job's current heartbeat count; 0 for an unknown job. */
  ageOf(job: StoredJob): number {
    const known = this.#known.get(keyOf(job));
    return known?.beat === job.beat ? this.#now() - known.since : 0;
  }
}

export function keyOf({ kind, target }: JobName): string {
  return `${kind} ${target}`;
}
