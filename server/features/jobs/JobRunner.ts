import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { Counter, Gauge, type Registry } from 'prom-client';
import { Poller } from '../../Poller.ts';
import type { JobName, JobOutcome, JobStore, StoredJob } from '../../store/jobStore.ts';
import { HeartbeatAges, JobRun, keyOf } from './JobRun.ts';
import { JOB_TIMING, JobError, type JobHandler, type JobTiming, outcomeOf } from './job.ts';

const LIGHT_MAX = 8;
/** Reason shown for a job whose servers died during every attempt. */
const CUT_OFF = 'It was cut off again and again. Something in it may bring the server down.';

interface JobRunnerOptions {
  store: JobStore;
  serverId: string;
  handlers: readonly JobHandler[];
  metrics: Registry;
  logger: Logger;
  timing?: Partial<JobTiming> | undefined;
  now?: (() => number) | undefined;
}

/** Runs jobs from a queue shared by all servers. Another server takes over a job whose heartbeats stop. */
export class JobRunner {
  readonly #options: JobRunnerOptions;
  readonly #store: JobStore;
  readonly #handlers: Map<string, JobHandler>;
  readonly #attempts: Counter<'kind' | 'outcome'>;
  readonly #running: Gauge<'kind'>;
  readonly #logger: Logger;
  readonly #timing: JobTiming;
  readonly #now: () => number;
  readonly #heartbeats: HeartbeatAges;
  readonly #runs = new Map<string, JobRun>();
  readonly #revived = new Set<string>();
  readonly #beats: NodeJS.Timeout;
  readonly #poller: Poller;

  constructor(options: JobRunnerOptions) {
    this.#options = options;
    this.#store = options.store;
    this.#handlers = new Map(options.handlers.map(handler => [handler.kind, handler]));
    this.#attempts = new Counter({
      name: 'vivavoce_job_attempts_total',
      help: 'Attempts at jobs that ended, by outcome; lost: with the server that ran it.',
      labelNames: ['kind', 'outcome'],
      registers: [options.metrics],
    });
    this.#running = new Gauge({
      name: 'vivavoce_jobs_running',
      help: 'Jobs that this server runs now.',
      labelNames: ['kind'],
      registers: [options.metrics],
    });
    this.#logger = options.logger;
    this.#timing = { ...JOB_TIMING, ...options.timing };
    this.#now = options.now ?? (() => performance.now());
    this.#heartbeats = new HeartbeatAges(this.#now);
    this.#beats = setInterval(() => {
      for (const run of this.#runs.values()) void run.beat();
    }, this.#timing.beatMs);
    this.#poller = new Poller({
      task: () => this.#poll(),
      intervalMs: this.#timing.pollMs,
      onError: error => this.#logger.warn({ err: error }, 'the queue of jobs could not be looked at'),
    });
  }

  /** Registers a handler. Jobs for the handler may already be in the queue. */
  add(handler: JobHandler): void {
    this.#handlers.set(handler.kind, handler);
    this.poll();
  }

  /** Adds a job unless it is already in the queue. */
  async enqueue(name: JobName): Promise<void> {
    await this.#store.enqueue(name);
    this.poll();
  }

  /** Adds a job, or restarts it if it is done, failed, or running. */
  async enqueueAgain(name: JobName): Promise<void> {
    await this.#store.enqueueAgain(name);
    this.poll();
  }

  /** Restarts a failed job. Returns false when the job has not failed. */
  async retry(name: JobName): Promise<boolean> {
    const began = await this.#store.retry(name);
    this.poll();
    return began;
  }

  /** Removes a job from the queue. Returns `ending` while another server still runs it. */
  async stop(name: JobName): Promise<'gone' | 'ending'> {
    await this.#store.stop(name);
    const run = this.#runs.get(keyOf(name));
    run?.end('stopped');
    await run?.over;
    const jobs = await this.#store.about([name.target]);
    return jobs.some(({ kind }) => kind === name.kind) ? 'ending' : 'gone';
  }

  poll(): void {
    void this.#poller.run();
  }

  /** Aborts the running jobs and returns them to the queue. Safe to call twice. */
  async close(): Promise<void> {
    if (this.#poller.closed) return;
    await this.#poller.close();
    const runs = [...this.#runs.values()];
    for (const run of runs) run.end('closing');
    const grace = new AbortController();
    await Promise.race([
      Promise.all(runs.map(run => run.over)),
      // If a job ignores its abort signal, another server takes the job over after its lease ends.
      delay(this.#timing.graceMs, undefined, { signal: grace.signal }).catch(() => {}),
    ]);
    grace.abort();
    clearInterval(this.#beats);
  }

  async #poll(): Promise<void> {
    await this.#revive();
    const jobs = await this.#store.live();
    this.#heartbeats.update(jobs);
    let dueInMs = Number.POSITIVE_INFINITY;
    for (const job of this.#inOrder(jobs)) {
      const handler = this.#handlers.get(job.kind);
      if (!handler || this.#runs.has(keyOf(job)) || this.#poller.closed) continue;
      const waitMs =
        (job.state === 'running' ? this.#takeoverMs(job, handler) : job.delayMs) -
        this.#heartbeats.ageOf(job);
      if (waitMs > 0) dueInMs = Math.min(dueInMs, waitMs);
      else if (job.stopping) await this.#store.remove(job);
      else if (this.#hasRoom(handler)) await this.#start(job, handler);
    }
    if (dueInMs < this.#timing.pollMs) this.#poller.runIn(dueInMs);
  }

  /** Returns the jobs from oldest to newest, but puts jobs that give way after those they give way to. */
  #inOrder(jobs: readonly StoredJob[]): StoredJob[] {
    const turnOf = ({ kind }: StoredJob) => this.#handlers.get(kind)?.givesWay ?? 0;
    return jobs.toSorted((a, b) => turnOf(a) - turnOf(b));
  }

  #hasRoom(wanted: JobHandler): boolean {
    const isHeavy = wanted.isHeavy ?? false;
    const running = [...this.#runs.values()].map(({ claim }) => this.#handlers.get(claim.kind));
    const alike = running.filter(handler => (handler?.isHeavy ?? false) === isHeavy);
    const same = running.filter(handler => handler === wanted);
    return (
      alike.length < (isHeavy ? 1 : LIGHT_MAX) && same.length < (wanted.atMost ?? Number.POSITIVE_INFINITY)
    );
  }

  /** Returns after how long without a heartbeat a job is taken over: later if it may be crashing servers. */
  #takeoverMs({ failures }: StoredJob, handler: JobHandler): number {
    const { lostMs, laterMs } = this.#timing;
    const isSlow = handler.unending !== undefined && failures >= this.#pausesOf(handler).length;
    return isSlow ? Math.max(lostMs, laterMs) : lostMs;
  }

  async #revive(): Promise<void> {
    for (const { kind, unending } of this.#handlers.values()) {
      if (unending === undefined || this.#revived.has(kind)) continue;
      await this.#store.retryAll(kind);
      this.#revived.add(kind);
    }
  }

  #pausesOf(handler: JobHandler): readonly number[] {
    return handler.pausesMs ?? this.#timing.soonMs;
  }

  async #start(job: StoredJob, handler: JobHandler): Promise<void> {
    const { kind, target } = job;
    const isTakenOver = job.state === 'running';
    if (isTakenOver && handler.unending === undefined && job.failures >= this.#pausesOf(handler).length) {
      await this.#store.giveUp(job, CUT_OFF);
      this.#logger.error({ kind, target }, 'a job was cut off too often');
      return;
    }
    const leasedAt = this.#now();
    const claim = await this.#store.claim(job, this.#options.serverId);
    if (!claim) return;
    if (isTakenOver) {
      this.#attempts.inc({ kind, outcome: 'lost' });
      this.#logger.warn({ kind, target }, 'a job was taken over from a server that is gone');
    }
    const { doubtMs } = this.#timing;
    const run = new JobRun({ claim, store: this.#store, doubtMs, now: this.#now, leasedAt });
    this.#runs.set(keyOf(job), run);
    const failures = job.failures + (isTakenOver ? 1 : 0);
    void this.#carryOut(run, handler, failures).finally(() => {
      this.#runs.delete(keyOf(job));
      run.settleOver();
      this.poll();
    });
  }

  async #carryOut(run: JobRun, handler: JobHandler, failures: number): Promise<void> {
    const { kind, target } = run.claim;
    this.#running.inc({ kind });
    let outcome: JobOutcome = { state: 'done' };
    try {
      await handler.run(target, {
        attempt: failures + 1,
        signal: run.signal,
        progress: share => {
          run.progress = Math.min(1, Math.max(0, share));
        },
      });
    } catch (error) {
      const timing = { soonMs: this.#pausesOf(handler), laterMs: this.#timing.laterMs };
      outcome = run.cutOff ? { state: 'waiting' } : outcomeOf(error, failures, timing, handler);
      if (!run.cutOff) this.#logFailure(run, outcome, error);
    }
    this.#running.dec({ kind });
    if (outcome.state !== 'waiting') this.#attempts.inc({ kind, outcome: outcome.state });
    if (run.cutOff !== 'lost') await this.#settle(run, outcome);
  }

  /** Stores the outcome. Retries while the database is unavailable, so that finished work is not repeated. */
  async #settle(run: JobRun, outcome: JobOutcome): Promise<void> {
    for (;;) {
      try {
        return await this.#store.settle(run.claim, outcome);
      } catch (error) {
        if (this.#poller.closed || run.cutOff === 'lost') return;
        const { kind, target } = run.claim;
        this.#logger.warn({ kind, target, err: error }, 'the end of a job could not be written');
        await delay(this.#timing.beatMs);
      }
    }
  }

  #logFailure(run: JobRun, outcome: JobOutcome, error: unknown): void {
    const { kind, target } = run.claim;
    const details = { kind, target, err: error };
    if (outcome.state === 'failed') this.#logger.error(details, 'a job has failed');
    else if (error instanceof JobError) this.#logger.warn(details, 'a job is tried again later');
    else this.#logger.error(details, 'a job met a fault and is tried again');
  }
}
