import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { JobRunner } from '../../../server/features/jobs/JobRunner.ts';
import { JobError, type JobHandler, type JobTiming } from '../../../server/features/jobs/job.ts';
import type { JobStore, StoredJob } from '../../../server/store/jobStore.ts';
import type { Store } from '../../../server/store/store.ts';
import { eventually } from '../../support/eventually.ts';
import { Program } from '../../support/program.ts';
import { quickFolder, type TemporaryFolder } from '../../support/temporaryFolder.ts';
import { openTestStore } from '../../support/testStore.ts';

/** Shorter than in production, but long enough that a busy machine is not mistaken for a dead server. */
const HASTY: JobTiming = {
  pollMs: 20,
  beatMs: 20,
  lostMs: 3_000,
  doubtMs: 2_000,
  soonMs: [5, 5, 5, 5, 5, 5, 5],
  laterMs: 20,
  graceMs: 1_000,
};
const NEVER = 1_000_000;

let folder: TemporaryFolder;
let store: Store;
const runners: JobRunner[] = [];

beforeEach(async () => {
  folder = await quickFolder('jobs');
  store = await openTestStore({ DATA_DIR: folder.path });
});
afterEach(async () => {
  for (const runner of runners.splice(0)) await runner.close();
  await store.close();
  await folder.remove();
});

interface Made {
  jobs?: JobStore;
  serverId?: string;
  timing?: Partial<JobTiming>;
  metrics?: Registry;
}

function run(handlers: JobHandler[], made: Made = {}): JobRunner {
  const runner = new JobRunner({
    store: made.jobs ?? store.jobs,
    serverId: made.serverId ?? `server-${runners.length + 1}`,
    handlers,
    metrics: made.metrics ?? new Registry(),
    logger: pino({ level: 'silent' }),
    timing: { ...HASTY, ...made.timing },
  });
  runners.push(runner);
  return runner;
}

/** Handler of the kind `work` whose attempts the test starts and ends. */
class HandmadeWork implements JobHandler {
  readonly kind: string;
  readonly isHeavy: boolean;
  readonly begun: { target: string; attempt: number; signal: AbortSignal; end: (error?: Error) => void }[] =
    [];
  progress = 0;

  readonly givesWay: boolean;

  constructor(kind = 'work', isHeavy = false, givesWay = false) {
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

const job = async (target = 'a', kind = 'work') =>
  (await store.jobs.about([target])).find(one => one.kind === kind);

function jobThatIs(state: StoredJob['state'], target = 'a', kind = 'work'): Promise<StoredJob> {
  return eventually(`a job that is ${state}`, async () => {
    const found = await job(target, kind);
    return found?.state === state ? found : undefined;
  });
}

const failing = (error: () => Error, kind = 'work'): JobHandler & { attempts: number[] } => {
  const attempts: number[] = [];
  return {
    kind,
    attempts,
    run: async (_target, { attempt }) => {
      attempts.push(attempt);
      throw error();
    },
  };
};

describe('JobRunner: a job', () => {
  it('runs once on one of several servers, however often it is requested', async () => {
    const [one, other] = [new HandmadeWork(), new HandmadeWork()];
    const first = run([one]);
    const second = run([other]);
    await Promise.all(
      [1, 2, 3].flatMap(() => [first, second].map(runner => runner.enqueue({ kind: 'work', target: 'a' }))),
    );
    // The job is stored as running a moment before it starts.
    const { end } = await eventually('the job to start', () => [...one.begun, ...other.begun][0]);
    expect((await job())?.state).toBe('running');
    end();
    await jobThatIs('done');
    expect(one.begun.length + other.begun.length).toBe(1);
  });

  it('is reported as running, with its progress', async () => {
    const work = new HandmadeWork();
    work.progress = 0.4;
    await run([work]).enqueue({ kind: 'work', target: 'a' });
    await eventually('its progress', async () => (await job())?.progress === 0.4);
    (await work.attempt(1)).end();
    expect(await jobThatIs('done')).toMatchObject({ progress: 1 });
  });

  it('that was requested by a server that is gone is run by the next one', async () => {
    await store.jobs.enqueue({ kind: 'work', target: 'a' });
    const work = new HandmadeWork();
    run([work]);
    (await work.attempt(1)).end();
    await jobThatIs('done');
  });

  it('of a kind that is added while the server runs is run from then on', async () => {
    const runner = run([]);
    await runner.enqueue({ kind: 'work', target: 'a' });
    const work = new HandmadeWork();
    runner.add(work);
    (await work.attempt(1)).end();
    await jobThatIs('done');
  });

  it('of a kind with a concurrency limit waits for a free slot', async () => {
    const work = Object.assign(new HandmadeWork(), { atMost: 2 });
    const other = new HandmadeWork('other');
    const runner = run([work, other]);
    for (const target of ['a', 'b', 'c']) await runner.enqueue({ kind: 'work', target });
    await runner.enqueue({ kind: 'other', target: 'a' });
    await other.attempt(1);
    expect(work.begun.map(({ target }) => target)).toEqual(['a', 'b']);
    (await work.attempt(1)).end();
    expect((await work.attempt(3)).target).toBe('c');
  });

  it('of a kind with its own retry delays is retried after those, and as many times', async () => {
    const work = Object.assign(
      failing(() => new JobError('Not yet.', 'soon')),
      { pausesMs: [5, 5] },
    );
    await run([work], { timing: { soonMs: [NEVER] } }).enqueue({ kind: 'work', target: 'a' });
    await jobThatIs('failed');
    expect(work.attempts).toEqual([1, 2, 3]);
  });

  it('of a kind that this server does not know is left to others', async () => {
    const work = new HandmadeWork();
    const runner = run([work]);
    await runner.enqueue({ kind: 'riddle', target: 'a' });
    await runner.enqueue({ kind: 'work', target: 'a' });
    (await work.attempt(1)).end();
    await jobThatIs('done');
    expect(await job('a', 'riddle')).toMatchObject({ state: 'waiting', beat: 0 });
  });

  it('that is requested again while it runs is run once more', async () => {
    const work = new HandmadeWork();
    const runner = run([work]);
    await runner.enqueue({ kind: 'work', target: 'a' });
    const first = await work.attempt(1);
    await runner.enqueueAgain({ kind: 'work', target: 'a' });
    first.end();
    (await work.attempt(2)).end();
    await jobThatIs('done');
  });

  it('that is CPU-heavy runs alone among heavy jobs, while others run next to it', async () => {
    const [heavy, light] = [new HandmadeWork('heavy', true), new HandmadeWork('light')];
    const runner = run([heavy, light]);
    for (const target of ['a', 'b']) {
      await runner.enqueue({ kind: 'heavy', target });
      await runner.enqueue({ kind: 'light', target });
    }
    await light.attempt(2);
    const first = await heavy.attempt(1);
    expect(await job('b', 'heavy')).toMatchObject({ state: 'waiting' });
    expect(heavy.begun).toHaveLength(1);
    first.end();
    (await heavy.attempt(2)).end();
    await jobThatIs('done', 'b', 'heavy');
  });

  it('that yields waits for heavy jobs that arrived later', async () => {
    const patient = new HandmadeWork('patient', true, true);
    const urgent = new HandmadeWork('urgent', true);
    const runner = run([patient, urgent]);
    await runner.enqueue({ kind: 'urgent', target: 'a' });
    const first = await urgent.attempt(1);
    await runner.enqueue({ kind: 'patient', target: 'a' });
    await runner.enqueue({ kind: 'urgent', target: 'b' });
    first.end();
    const second = await urgent.attempt(2);
    expect(second.target).toBe('b');
    expect(patient.begun).toEqual([]);
    second.end();
    (await patient.attempt(1)).end();
    await jobThatIs('done', 'a', 'patient');
  });
});

describe('JobRunner: a job that fails', () => {
  it('is tried eight times with growing delays, and then has visibly failed', async () => {
    const handler = failing(() => new JobError('The disk hums.', 'soon'));
    await run([handler]).enqueue({ kind: 'work', target: 'a' });
    expect(await jobThatIs('failed')).toMatchObject({ reason: 'The disk hums.', failures: 8 });
    expect(handler.attempts).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('reports the error and the time of the next attempt while it waits', async () => {
    const handler = failing(() => new JobError('The disk hums.', 'soon'));
    await run([handler], { timing: { soonMs: [NEVER] } }).enqueue({ kind: 'work', target: 'a' });
    const waiting = await jobThatIs('retrying');
    expect(waiting).toMatchObject({ reason: 'The disk hums.', failures: 1, delayMs: NEVER });
    expect(waiting.retryAt).toBeGreaterThan(Date.now());
    expect(handler.attempts).toEqual([1]);
  });

  it('is restarted only when a person requests it', async () => {
    let broken = true;
    const handler: JobHandler = {
      kind: 'work',
      run: async () => {
        if (broken) throw new JobError('No one can read this.', 'never');
      },
    };
    const runner = run([handler]);
    await runner.enqueue({ kind: 'work', target: 'a' });
    await jobThatIs('failed');
    broken = false;
    await runner.enqueue({ kind: 'work', target: 'a' });
    expect((await job())?.state).toBe('failed');
    expect(await runner.retry({ kind: 'work', target: 'a' })).toBe(true);
    await jobThatIs('done');
    expect(await runner.retry({ kind: 'work', target: 'a' })).toBe(false);
  });

  it('for an external cause is retried without a limit, and says so', async () => {
    const handler = failing(() => new JobError('A media server is away.', 'later'));
    await run([handler], { timing: { laterMs: 1 } }).enqueue({ kind: 'work', target: 'a' });
    await eventually('more attempts than any other job gets', () => handler.attempts.length > 12);
    expect(new Set(handler.attempts)).toEqual(new Set([1]));
    expect((await job())?.reason).toBe('A media server is away.');
  });

  it('because of a bug does not expose internal details', async () => {
    const handler = failing(() => new TypeError('x is not a function'));
    await run([handler]).enqueue({ kind: 'work', target: 'a' });
    expect((await jobThatIs('failed')).reason).toBe('Something went wrong on our side.');
  });
});

describe('JobRunner: a server that closes', () => {
  it('ends its jobs and returns them immediately, without counting a failure', async () => {
    const [work, next] = [new HandmadeWork(), new HandmadeWork()];
    const patient = { lostMs: NEVER, doubtMs: NEVER };
    const runner = run([work], { timing: patient });
    await runner.enqueue({ kind: 'work', target: 'a' });
    const begun = await work.attempt(1);
    await Promise.all([runner.close(), runner.close()]);
    expect(begun.signal.aborted).toBe(true);
    expect(await job()).toMatchObject({ state: 'waiting', failures: 0 });
    run([next], { timing: patient });
    expect((await next.attempt(1)).attempt).toBe(1);
  });

  it('starts no further jobs', async () => {
    const work = new HandmadeWork();
    const runner = run([work]);
    await runner.close();
    await runner.enqueue({ kind: 'work', target: 'a' });
    expect(await job()).toMatchObject({ state: 'waiting', beat: 0 });
  });

  it('has a time limit for a job that ignores the abort signal', async () => {
    const deaf: JobHandler = { kind: 'work', run: () => new Promise(() => {}) };
    const runner = run([deaf], { timing: { graceMs: 10 } });
    await runner.enqueue({ kind: 'work', target: 'a' });
    await jobThatIs('running');
    await runner.close();
    expect(await job()).toMatchObject({ state: 'running' });
  });
});

describe('JobRunner: a server that is gone', () => {
  const launch = (timing: Partial<JobTiming>) =>
    new Program({
      command: process.execPath,
      args: [
        path.join(import.meta.dirname, '../../support/hangingJobs.ts'),
        JSON.stringify({ ...HASTY, ...timing }),
      ],
      env: { ...process.env, DATA_DIR: folder.path },
    });

  /** A server suspended during a write would keep the others from writing. */
  const stopBetweenWrites = (program: Program) =>
    store.database.kysely.transaction().execute(async () => {
      program.signal('SIGSTOP');
      await eventually('it to stand still', () =>
        /^State:\s+T/m.test(readFileSync(`/proc/${program.pid}/status`, 'utf8')),
      );
    });

  it('loses its job to a server whose clock is ten minutes behind, but only after its heartbeat stops', async () => {
    const program = launch({});
    await store.jobs.enqueue({ kind: 'hang', target: 'a' });
    await program.waitForOutput(/begun a\n/);
    const work = new HandmadeWork('hang');
    run([work]);
    const { beat = 0 } = (await job('a', 'hang')) ?? {};
    await eventually('twenty more beats', async () => ((await job('a', 'hang'))?.beat ?? 0) > beat + 20);
    expect(work.begun).toEqual([]);
    await program.kill();
    const taken = await work.attempt(1);
    expect(taken.attempt).toBe(2);
    taken.end();
    await jobThatIs('done', 'a', 'hang');
  });

  it('and returns finds its job taken over, ends its own run, and damages nothing', async () => {
    const program = launch({ doubtMs: NEVER });
    await store.jobs.enqueue({ kind: 'hang', target: 'a' });
    await program.waitForOutput(/begun a\n/);
    await stopBetweenWrites(program);
    const work = new HandmadeWork('hang');
    run([work], { timing: { lostMs: 500 } });
    const taken = await work.attempt(1);
    program.signal('SIGCONT');
    await program.waitForOutput(/cut off a\n/);
    expect(taken.signal.aborted).toBe(false);
    taken.end();
    await jobThatIs('done', 'a', 'hang');
    await program.kill();
  });

  it('does not make one job bring down all servers', async () => {
    await store.jobs.enqueue({ kind: 'work', target: 'a' });
    for (let death = 0; death < 8; death += 1) {
      const seen = await job();
      if (seen) await store.jobs.claim(seen, `dead-${death}`);
    }
    const work = new HandmadeWork();
    run([work], { timing: { lostMs: 200 } });
    expect(await jobThatIs('failed')).toMatchObject({
      failures: 8,
      reason: expect.stringContaining('cut off'),
    });
    expect(work.begun).toEqual([]);
  });
});

describe('JobRunner: an unending job', () => {
  class UnendingWork extends HandmadeWork {
    readonly unending = 'Not done yet.';
  }

  it('is taken over however often its servers have died', async () => {
    await store.jobs.enqueue({ kind: 'work', target: 'a' });
    for (let death = 0; death < 20; death += 1) {
      const seen = await job();
      expect(seen && (await store.jobs.claim(seen, `dead-${death}`))).toBeTruthy();
    }
    const work = new UnendingWork();
    run([work], { timing: { lostMs: 100, laterMs: 200 } });
    (await work.attempt(1)).end();
    await jobThatIs('done');
  });

  it('that an earlier version marked as failed is restarted', async () => {
    await store.jobs.enqueue({ kind: 'work', target: 'a' });
    const seen = await job();
    if (seen) await store.jobs.giveUp(seen, 'Too often.');
    await jobThatIs('failed');
    const work = new UnendingWork();
    run([work]);
    (await work.attempt(1)).end();
    await jobThatIs('done');
  });
});

describe('JobRunner: a job that is canceled', () => {
  it('is ended where it runs, and deleted', async () => {
    const work = new HandmadeWork();
    const runner = run([work]);
    await runner.enqueue({ kind: 'work', target: 'a' });
    const { signal } = await work.attempt(1);
    expect(await runner.stop({ kind: 'work', target: 'a' })).toBe('gone');
    expect(signal.aborted).toBe(true);
    expect(await job()).toBeUndefined();
    expect(await runner.stop({ kind: 'work', target: 'a' })).toBe('gone');
  });

  it('is ended on another server', async () => {
    const work = new HandmadeWork();
    await run([work]).enqueue({ kind: 'work', target: 'a' });
    await work.attempt(1);
    expect(await run([]).stop({ kind: 'work', target: 'a' })).toBe('ending');
    await eventually('it to be gone', async () => !(await job()));
    expect(work.begun.map(({ signal }) => signal.aborted)).toEqual([true]);
  });

  it('is deleted even when the server that ran it has died', async () => {
    await store.jobs.enqueue({ kind: 'work', target: 'a' });
    const [seen] = await store.jobs.live();
    if (seen) await store.jobs.claim(seen, 'dead');
    const work = new HandmadeWork();
    const runner = run([work], { timing: { lostMs: 200 } });
    expect(await runner.stop({ kind: 'work', target: 'a' })).toBe('ending');
    await eventually('it to be gone', async () => !(await job()));
    expect(work.begun).toEqual([]);
  });
});

describe('JobRunner: an unreachable database', () => {
  /** A store with one method that fails while `fails` returns true. */
  function failingStore(method: keyof JobStore, fails: () => boolean): JobStore {
    return new Proxy(store.jobs, {
      get: (target, name) => {
        const value = Reflect.get(target, name);
        if (typeof value !== 'function') return value;
        if (name === method && fails()) return () => Promise.reject(new Error('The database is away.'));
        return value.bind(target);
      },
    });
  }

  it('does not undo finished work: the outcome is stored when the database returns', async () => {
    let refusals = 0;
    const work = new HandmadeWork();
    await run([work], { jobs: failingStore('settle', () => refusals++ < 3) }).enqueue({
      kind: 'work',
      target: 'a',
    });
    (await work.attempt(1)).end();
    await jobThatIs('done');
    expect(work.begun).toHaveLength(1);
    expect(refusals).toBeGreaterThan(3);
  });

  it('for too long ends a run, which another server may have taken over', async () => {
    let isAway = false;
    const work = new HandmadeWork();
    const jobs = failingStore('beat', () => isAway);
    await run([work], { jobs, timing: { doubtMs: 100, lostMs: 300 } }).enqueue({ kind: 'work', target: 'a' });
    const { signal } = await work.attempt(1);
    isAway = true;
    await eventually('the run to be cut off', () => signal.aborted);
    expect(await job()).toMatchObject({ state: 'running' });
    isAway = false;
    const again = await work.attempt(2);
    expect(again.attempt).toBe(2);
  });

  it('while polling the queue is polled again', async () => {
    let refusals = 0;
    const work = new HandmadeWork();
    await run([work], { jobs: failingStore('live', () => refusals++ < 3) }).enqueue({
      kind: 'work',
      target: 'a',
    });
    (await work.attempt(1)).end();
    await jobThatIs('done');
  });
});

it('JobRunner counts attempts for Prometheus by kind and outcome', async () => {
  const metrics = new Registry();
  const work = new HandmadeWork();
  const handler = failing(() => new JobError('No.', 'never'), 'hopeless');
  const runner = run([work, handler], { metrics });
  await runner.enqueue({ kind: 'work', target: 'a' });
  await runner.enqueue({ kind: 'hopeless', target: 'a' });
  const attempt = await work.attempt(1);
  await jobThatIs('failed', 'a', 'hopeless');
  const text = await metrics.metrics();
  expect(text).toContain('vivavoce_jobs_running{kind="work"} 1');
  expect(text).toContain('vivavoce_job_attempts_total{kind="hopeless",outcome="failed"} 1');
  attempt.end();
  await jobThatIs('done');
  expect(await metrics.metrics()).toContain('vivavoce_jobs_running{kind="work"} 0');
});
