import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JobHandler, JobTiming } from '../../../server/features/jobs/job.ts';
import type { JobStore } from '../../../server/store/jobStore.ts';
import { eventually } from '../../support/eventually.ts';
import { Program } from '../../support/program.ts';
import { HASTY, HandmadeWork, JobStage, NEVER } from './jobStage.ts';

const stage = JobStage.ofEach();
const { job, jobThatIs, run } = stage;

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
      env: { ...process.env, DATA_DIR: stage.folder.path },
    });

  /** A server suspended during a write would keep the others from writing. */
  const stopBetweenWrites = (program: Program) =>
    stage.store.database.kysely.transaction().execute(async () => {
      program.signal('SIGSTOP');
      await eventually('it to stand still', () =>
        /^State:\s+T/m.test(readFileSync(`/proc/${program.pid}/status`, 'utf8')),
      );
    });

  it('loses its job to a server whose clock is ten minutes behind, but only after its heartbeat stops', async () => {
    const program = launch({});
    await stage.store.jobs.enqueue({ kind: 'hang', target: 'a' });
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
    await stage.store.jobs.enqueue({ kind: 'hang', target: 'a' });
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
    await stage.store.jobs.enqueue({ kind: 'work', target: 'a' });
    for (let death = 0; death < 8; death += 1) {
      const seen = await job();
      if (seen) await stage.store.jobs.claim(seen, `dead-${death}`);
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
    await stage.store.jobs.enqueue({ kind: 'work', target: 'a' });
    for (let death = 0; death < 20; death += 1) {
      const seen = await job();
      expect(seen && (await stage.store.jobs.claim(seen, `dead-${death}`))).toBeTruthy();
    }
    const work = new UnendingWork();
    run([work], { timing: { lostMs: 100, laterMs: 200 } });
    (await work.attempt(1)).end();
    await jobThatIs('done');
  });

  it('that an earlier version marked as failed is restarted', async () => {
    await stage.store.jobs.enqueue({ kind: 'work', target: 'a' });
    const seen = await job();
    if (seen) await stage.store.jobs.giveUp(seen, 'Too often.');
    await jobThatIs('failed');
    const work = new UnendingWork();
    run([work]);
    (await work.attempt(1)).end();
    await jobThatIs('done');
  });
});

describe('JobRunner: an unreachable database', () => {
  /** A store with one method that fails while `fails` returns true. */
  function failingStore(method: keyof JobStore, fails: () => boolean): JobStore {
    return new Proxy(stage.store.jobs, {
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
