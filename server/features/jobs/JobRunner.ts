import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import { Poller } from '../../Poller.ts';
import type { JobName, JobOutcome, JobStore, StoredJob } from '../../store/jobStore.ts';
import { JobRun } from './JobRun.ts';
import { JobSightings, keyOf } from './JobSightings.ts';
import { JobError, type JobHandler } from './job.ts';
import { JobMetrics } from './jobMetrics.ts';
import { JOB_TIMING, type JobTiming } from './jobTiming.ts';
import { outcomeOf } from './outcomeOf.ts';

/** Jobs beside each other that do not keep a processor busy. */
const LIGHT_MAX = 8;
/** For a job whose every attempt took its server along. */
const CUT_OFF = 'It was cut off again and again. Something in it may bring the server down.';

interface JobRunnerOptions {
  store: JobStore;
  serverId: string;
  handlers: readonly JobHandler[];
  metrics: Registry;
  logger: Logger;
  timing?: Partial<JobTiming> | undefined;
  /** A monotonic clock in milliseconds. */
  now?: (() => number) | undefined;
}

/**
 * Works off the queue together with the runners of other servers: each job runs on one of them at a time. A job whose server dies is
 * taken over once its beat has stood still for `lostMs`; no clock is compared with another. Ends when it is closed.
 */
export class JobRunner {
  readonly #store: JobStore;
  readonly #serverId: string;
  readonly #handlers: Map<string, JobHandler>;
  readonly #metrics: JobMetrics;
  readonly #logger: Logger;
  readonly #timing: JobTiming;
  readonly #now: () => number;
  readonly #sightings: JobSightings;
  readonly #runs = new Map<string, JobRun>();
  readonly #revived = new Set<string>();
  readonly #beats: NodeJS.Timeout;
  readonly #poller: Poller;

  constructor(options: JobRunnerOptions) {
    this.#store = options.store;
    this.#serverId = options.serverId;
    this.#handlers = new Map(options.handlers.map(handler => [handler.kind, handler]));
    this.#metrics = new JobMetrics(options.metrics);
    this.#logger = options.logger;
    this.#timing = { ...JOB_TIMING, ...options.timing };
    this.#now = options.now ?? (() => performance.now());
    this.#sightings = new JobSightings(this.#now);
    this.#beats = setInterval(() => {
      for (const run of this.#runs.values()) void run.beat();
    }, this.#timing.beatMs);
    this.#poller = new Poller({
      task: () => this.#look(),
      intervalMs: this.#timing.lookMs,
      onError: error => this.#logger.warn({ err: error }, 'the queue of jobs could not be looked at'),
    });
  }

  /** Another feature's kind of job. What was asked for before waits for it. */
  add(handler: JobHandler): void {
    this.#handlers.set(handler.kind, handler);
    this.look();
  }

  /** Asks for a job that there is not yet, and begins it when it is its turn. */
  async enqueue(name: JobName): Promise<void> {
    await this.#store.enqueue(name);
    this.look();
  }

  /** The same from the beginning, also where it is done, has failed or runs. */
  async enqueueAgain(name: JobName): Promise<void> {
    await this.#store.enqueueAgain(name);
    this.look();
  }

  /** Begins one that has failed anew. False where it has not. */
  async retry(name: JobName): Promise<boolean> {
    const began = await this.#store.retry(name);
    this.look();
    return began;
  }

  /** No one wants it any more: takes it from the queue. `ending`: another server runs it, and is told. */
  async stop(name: JobName): Promise<'gone' | 'ending'> {
    await this.#store.stop(name);
    const run = this.#runs.get(keyOf(name));
    run?.end('stopped');
    await run?.over;
    const jobs = await this.#store.about([name.target]);
    return jobs.some(({ kind }) => kind === name.kind) ? 'ending' : 'gone';
  }

  /** Looks at the queue soon, because something may be due. */
  look(): void {
    void this.#poller.run();
  }

  /** Ends what runs here and gives it back at once. Safe to call twice. */
  async close(): Promise<void> {
    if (this.#poller.closed) return;
    await this.#poller.close();
    const runs = [...this.#runs.values()];
    for (const run of runs) run.end('closing');
    const grace = new AbortController();
    await Promise.race([
      Promise.all(runs.map(run => run.over)),
      // One that does not heed its signal is taken over once its beat stands still.
      delay(this.#timing.graceMs, undefined, { signal: grace.signal }).catch(() => {}),
    ]);
    grace.abort();
    clearInterval(this.#beats);
  }

  /** Starts the jobs that are due and have room, and looks again when the next one is due. */
  async #look(): Promise<void> {
    await this.#revive();
    const jobs = await this.#store.live();
    this.#sightings.see(jobs);
    let dueInMs = Number.POSITIVE_INFINITY;
    for (const job of this.#inOrder(jobs)) {
      const handler = this.#handlers.get(job.kind);
      if (!handler || this.#runs.has(keyOf(job)) || this.#poller.closed) continue;
      const waitMs =
        (job.state === 'running' ? this.#takeoverMs(job, handler) : job.delayMs) - this.#sightings.ageOf(job);
      if (waitMs > 0) dueInMs = Math.min(dueInMs, waitMs);
      else if (job.stopping) await this.#store.remove(job);
      else if (this.#hasRoom(handler)) await this.#begin(job, handler);
    }
    if (dueInMs < this.#timing.lookMs) this.#poller.runIn(dueInMs);
  }

  /** Those who came first go first, but for what gives way to all others. */
  #inOrder(jobs: readonly StoredJob[]): StoredJob[] {
    const isLater = ({ kind }: StoredJob) => Number(this.#handlers.get(kind)?.givesWay ?? false);
    return jobs.toSorted((a, b) => isLater(a) - isLater(b));
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

  /** An unending job that may be what kills servers is taken over more slowly, so that they stay up in between. */
  #takeoverMs({ failures }: StoredJob, handler: JobHandler): number {
    const { lostMs, laterMs } = this.#timing;
    const isSlow = handler.unending !== undefined && failures >= this.#pausesOf(handler).length;
    return isSlow ? Math.max(lostMs, laterMs) : lostMs;
  }

  /** Unending jobs that an earlier version has ended as failed. */
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

  async #begin(job: StoredJob, handler: JobHandler): Promise<void> {
    const { kind, target } = job;
    const isTakenOver = job.state === 'running';
    if (isTakenOver && handler.unending === undefined && job.failures >= this.#pausesOf(handler).length) {
      await this.#store.giveUp(job, CUT_OFF);
      this.#logger.error({ kind, target }, 'a job was cut off too often');
      return;
    }
    const heldAt = this.#now();
    const claim = await this.#store.claim(job, this.#serverId);
    if (!claim) return;
    if (isTakenOver) {
      this.#metrics.count(kind, 'lost');
      this.#logger.warn({ kind, target }, 'a job was taken over from a server that is gone');
    }
    const { doubtMs } = this.#timing;
    const run = new JobRun({ claim, store: this.#store, doubtMs, now: this.#now, heldAt });
    this.#runs.set(keyOf(job), run);
    const failures = job.failures + (isTakenOver ? 1 : 0);
    void this.#carryOut(run, handler, failures).finally(() => {
      this.#runs.delete(keyOf(job));
      run.settleOver();
      this.look();
    });
  }

  async #carryOut(run: JobRun, handler: JobHandler, failures: number): Promise<void> {
    const { kind, target } = run.claim;
    const end = this.#metrics.begin(kind);
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
      if (!run.cutOff) this.#tell(run, outcome, error);
    }
    end();
    if (outcome.state !== 'waiting') this.#metrics.count(kind, outcome.state);
    if (run.cutOff !== 'lost') await this.#settle(run, outcome);
  }

  /** What was done is done: a database that is away for a while must not make it be done again. */
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

  #tell(run: JobRun, outcome: JobOutcome, error: unknown): void {
    const { kind, target } = run.claim;
    const details = { kind, target, err: error };
    if (outcome.state === 'failed') this.#logger.error(details, 'a job has failed');
    else if (error instanceof JobError) this.#logger.warn(details, 'a job is tried again later');
    else this.#logger.error(details, 'a job met a fault and is tried again');
  }
}
