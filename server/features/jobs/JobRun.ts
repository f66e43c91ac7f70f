import type { JobClaim, JobStore } from '../../store/jobStore.ts';

/** Why a run is cut off. */
export type CutOff = 'closing' | 'stopped' | 'lost';

interface JobRunOptions {
  claim: JobClaim;
  store: JobStore;
  doubtMs: number;
  now: () => number;
  /** When the claim was asked for. */
  heldAt: number;
}

/** One attempt at a job on this server, and its hold on it. */
export class JobRun {
  readonly claim: JobClaim;
  /** Resolves when all of it is over. Never rejects. */
  readonly over: Promise<void>;
  readonly settleOver: () => void;
  progress = 0;
  readonly #options: JobRunOptions;
  readonly #controller = new AbortController();
  #cutOff: CutOff | undefined;
  /** When the last write began that showed that the job is ours: no one takes it before that is long ago. */
  #heldAt: number;
  #isBeating = false;

  constructor(options: JobRunOptions) {
    this.#options = options;
    this.claim = options.claim;
    this.#heldAt = options.heldAt;
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

  /** The first reason counts. */
  end(why: CutOff): void {
    this.#cutOff ??= why;
    this.#controller.abort(new Error(`The job is ${this.#cutOff}.`));
  }

  /** Never rejects. */
  async beat(): Promise<void> {
    const { store, doubtMs, now } = this.#options;
    // A database that does not answer tells others nothing either, but they may have another way to it.
    if (now() - this.#heldAt > doubtMs) this.end('lost');
    if (this.#isBeating || this.#cutOff === 'lost') return;
    this.#isBeating = true;
    const began = now();
    try {
      const answer = await store.beat(this.claim, this.progress);
      if (answer === 'lost') this.end('lost');
      else this.#heldAt = began;
      if (answer === 'stopping') this.end('stopped');
    } catch {
      // Code that needs the database notices; here only time decides.
    } finally {
      this.#isBeating = false;
    }
  }
}
