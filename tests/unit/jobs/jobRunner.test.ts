import { Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { JobError, type JobHandler } from '../../../server/features/jobs/job.ts';
import { eventually } from '../../support/eventually.ts';
import { HandmadeWork, JobStage, NEVER } from './jobStage.ts';

const stage = JobStage.ofEach();
const { job, jobThatIs, run } = stage;

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
    await stage.store.jobs.enqueue({ kind: 'work', target: 'a' });
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
    const patient = new HandmadeWork('patient', true, 1);
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
    await stage.store.jobs.enqueue({ kind: 'work', target: 'a' });
    const [seen] = await stage.store.jobs.live();
    if (seen) await stage.store.jobs.claim(seen, 'dead');
    const work = new HandmadeWork();
    const runner = run([work], { timing: { lostMs: 200 } });
    expect(await runner.stop({ kind: 'work', target: 'a' })).toBe('ending');
    await eventually('it to be gone', async () => !(await job()));
    expect(work.begun).toEqual([]);
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
