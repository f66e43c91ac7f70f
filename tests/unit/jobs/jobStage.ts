import { pino } from 'pino';
import { Registry } from 'prom-client';
import { afterEach, beforeEach } from 'vitest';
import { JobRunner } from '../../../server/features/jobs/JobRunner.ts';
import type { JobHandler, JobTiming } from '../../../server/features/jobs/job.ts';
import type { JobStore, StoredJob } from '../../../server/store/jobStore.ts';
import type { Store } from '../../../server/store/store.ts';
import { eventually } from '../../support/eventually.ts';
import { quickFolder, type TemporaryFolder } from '../../support/temporaryFolder.ts';
import { openTestStore } from '../../support/testStore.ts';

/** Shorter than in production, but long enough that a busy machine is not mistaken for a dead server. */
export const HASTY: JobTiming = {
  pollMs: 20,
  beatMs: 20,
  lostMs: 3_000,
  doubtMs: 2_000,
  soonMs: [5, 5, 5, 5, 5, 5, 5],
  laterMs: 20,
  graceMs: 1_000,
};
export const NEVER = 1_000_000;

interface Made {
  jobs?: JobStore;
  timing?: Partial<JobTiming>;
  metrics?: Registry;
}

/** A database with a queue of jobs, and the servers that run them. */
export class JobStage {
  store!: Store;
  folder!: TemporaryFolder;
  readonly #runners: JobRunner[] = [];

  /** Creates an empty queue for each test of a file, and closes its servers. */
  static ofEach(): JobStage {
    const stage = new JobStage();
    beforeEach(async () => {
      stage.folder = await quickFolder('jobs');
      stage.store = await openTestStore({ DATA_DIR: stage.folder.path });
    });
    afterEach(async () => {
      for (const runner of stage.#runners.splice(0)) await runner.close();
      await stage.store.close();
      await stage.folder.remove();
    });
    return stage;
  }

  /** Starts a server. */
  readonly run = (handlers: JobHandler[], { jobs, metrics, timing }: Made = {}): JobRunner => {
    const runner = new JobRunner({
      store: jobs ?? this.store.jobs,
      serverId: `server-${this.#runners.length + 1}`,
      handlers,
      metrics: metrics ?? new Registry(),
      logger: pino({ level: 'silent' }),
      timing: { ...HASTY, ...timing },
    });
    this.#runners.push(runner);
    return runner;
  };

  readonly job = async (target = 'a', kind = 'work'): Promise<StoredJob | undefined> =>
    (await this.store.jobs.about([target])).find(one => one.kind === kind);

  readonly jobThatIs = (state: StoredJob['state'], target = 'a', kind = 'work'): Promise<StoredJob> =>
    eventually(`a job that is ${state}`, async () => {
      const found = await this.job(target, kind);
      return found?.state === state ? found : undefined;
    });
}

/** Handler of the kind `work` whose attempts the test starts and ends. */
export class HandmadeWork implements JobHandler {
  readonly kind: string;
  readonly isHeavy: boolean;
  readonly begun: { target: string; attempt: number; signal: AbortSignal; end: (error?: Error) => void }[] =
    [];
  progress = 0;

  readonly givesWay: number;

  constructor(kind = 'work', isHeavy = false, givesWay = 0) {
    this.kind = kind;
    this.isHeavy = isHeavy;
    this.givesWay = givesWay;
  }

  run: JobHandler['run'] = async (target, { attempt, signal, progress }) => {
    progress(this.progress);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    signal.addEventListener('abort', () => reject(signal.reason));
    const end = (error?: Error) => (error ? reject(error) : resolve());
    this.begun.push({ target, attempt, signal, end });
    await promise;
  };

  /** Waits for the attempt with this number to start. */
  attempt(number: number) {
    return eventually(`attempt ${number}`, () => this.begun[number - 1]);
  }
}
