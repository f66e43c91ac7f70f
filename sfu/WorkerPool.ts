import { setTimeout as delay } from 'node:timers/promises';
import { setLogEventListeners } from 'mediasoup';
import type { Logger } from 'pino';
import { AppError } from '../shared/errors.ts';
import type { MediaConfig } from './config.ts';
import { MediaWorker } from './MediaWorker.ts';

const RESTART_DELAYS_MS = [0, 50, 200, 500, 1_000, 2_000];

/** The media workers of this process. Replaces a dead worker on the same port. */
export class WorkerPool {
  readonly #config: MediaConfig;
  readonly #logger: Logger;
  readonly #workers = new Map<number, MediaWorker>();
  readonly #restarts = new Set<Promise<void>>();
  readonly #closing = new AbortController();

  /** Starts the workers. Throws `SfuStartError` unless every worker starts. */
  static async create(config: MediaConfig, logger: Logger): Promise<WorkerPool> {
    setLogEventListeners({
      onwarn: (namespace, text) => logger.warn({ namespace, detail: text }, 'mediasoup warning'),
      onerror: (namespace, text, error) =>
        logger.error({ namespace, detail: text, err: error }, 'mediasoup error'),
    });
    const pool = new WorkerPool(config, logger);
    const starts = Array.from({ length: config.workerCount }, (_, index) => pool.#start(index));
    const failed = (await Promise.allSettled(starts)).find(start => start.status === 'rejected');
    if (failed) {
      await pool.close();
      throw failed.reason;
    }
    return pool;
  }

  private constructor(config: MediaConfig, logger: Logger) {
    this.#config = config;
    this.#logger = logger;
  }

  get workers(): readonly MediaWorker[] {
    return [...this.#workers.values()];
  }

  get load(): number {
    return this.workers.reduce((sum, worker) => sum + worker.load, 0);
  }

  /** Returns the worker with the least load. Throws `media-unavailable` while no worker runs. */
  leastLoaded(): MediaWorker {
    const [least] = this.workers.toSorted((a, b) => a.load - b.load);
    if (!least) throw new AppError('media-unavailable');
    return least;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all(this.#restarts);
    const workers = this.workers;
    this.#workers.clear();
    await Promise.all(workers.map(worker => worker.close()));
  }

  async #start(index: number): Promise<void> {
    const worker = await MediaWorker.create({
      index,
      config: this.#config,
      onDied: dead => this.#onDied(dead),
    });
    if (this.#closing.signal.aborted) return worker.close();
    this.#workers.set(index, worker);
    this.#logger.info({ workerIndex: index, processId: worker.processId }, 'media worker started');
  }

  #onDied(worker: MediaWorker): void {
    this.#logger.error({ workerIndex: worker.index, processId: worker.processId }, 'media worker died');
    this.#workers.delete(worker.index);
    const restart = this.#restart(worker.index).finally(() => this.#restarts.delete(restart));
    this.#restarts.add(restart);
  }

  /** Starts a replacement. Retries until it starts, because the dead worker may still hold the port. */
  async #restart(index: number): Promise<void> {
    for (let attempt = 0; !this.#closing.signal.aborted; attempt += 1) {
      const delayMs = RESTART_DELAYS_MS[Math.min(attempt, RESTART_DELAYS_MS.length - 1)];
      try {
        await delay(delayMs, undefined, { signal: this.#closing.signal });
        return await this.#start(index);
      } catch (error) {
        if (this.#closing.signal.aborted) return;
        this.#logger.error({ workerIndex: index, attempt, err: error }, 'media worker did not restart');
      }
    }
  }
}
