import { beforeEach, describe, expect, it } from 'vitest';
import type { JobClaim, JobName, JobStore, StoredJob } from '../../server/store/jobStore.ts';
import type { OpenStore } from './everyDatabase.ts';

const NAME = { kind: 'finalise', target: 'a' };

/** Tests that the job queue must pass on every database. */
export function describeJobStore(open: OpenStore): void {
  describe('jobs', () => {
    let jobs: JobStore;

    beforeEach(async () => {
      jobs = (await open()).jobs;
    });

    const onlyJob = async (): Promise<StoredJob> => {
      const [job, ...more] = await jobs.about([NAME.target]);
      if (!job || more.length > 0) throw new Error('There is not exactly one job.');
      return job;
    };
    const claimed = async (ownerId = 'server-1') => {
      const claim = await jobs.claim(await onlyJob(), ownerId);
      if (!claim) throw new Error('The job could not be claimed.');
      return claim;
    };
    const failedOnce = async () => {
      await jobs.enqueue(NAME);
      await jobs.settle(await claimed(), { state: 'failed', reason: 'It broke.', failures: 1 });
    };

    it('has one job for each kind and target, however many requests there are', async () => {
      const stores = [jobs, (await open()).jobs, (await open()).jobs];
      await Promise.all(Array.from({ length: 30 }, (_, index) => (stores[index % 3] ?? jobs).enqueue(NAME)));
      await jobs.enqueue({ ...NAME, target: 'b' });
      await jobs.enqueue({ ...NAME, kind: 'compose' });
      expect((await jobs.live()).map(({ kind, target }) => `${kind} ${target}`).toSorted()).toEqual([
        'compose a',
        'finalise a',
        'finalise b',
      ]);
    });

    it('gives a job to one of many servers that claim it at the same time', async () => {
      const stores = [jobs, (await open()).jobs, (await open()).jobs];
      for (let round = 0; round < 10; round += 1) {
        const name = { kind: 'finalise', target: `round-${round}` };
        await jobs.enqueue(name);
        const seen = (await jobs.live()).find(({ target }) => target === name.target) as StoredJob;
        const claims = await Promise.all(
          stores.flatMap((store, index) => [
            store.claim(seen, `server-${index}`),
            store.claim(seen, `server-${index}`),
          ]),
        );
        expect(claims.filter(Boolean)).toHaveLength(1);
      }
    });

    it('stores a job’s progress, and renews its heartbeat with every write', async () => {
      await jobs.enqueue(NAME);
      expect(await onlyJob()).toMatchObject({ state: 'waiting', failures: 0, progress: 0, beat: 0 });
      const claim = await claimed();
      expect(await onlyJob()).toMatchObject({ state: 'running', ownerId: 'server-1', beat: 1 });
      expect(await jobs.beat(claim, 0.25)).toBe('held');
      expect(await onlyJob()).toMatchObject({ state: 'running', progress: 0.25, beat: 2 });
      await jobs.settle(claim, { state: 'done' });
      const done = await onlyJob();
      expect(done).toMatchObject({ state: 'done', progress: 1, beat: 3, failures: 0 });
      expect(done.ownerId).toBeUndefined();
      expect(await jobs.live()).toEqual([]);
    });

    it('refuses writes of an owner who has lost the job, also under an older claim of the same owner', async () => {
      await jobs.enqueue(NAME);
      const first = await claimed('server-1');
      const second = await jobs.claim(await onlyJob(), 'server-2');
      expect(await jobs.beat(first, 0.5)).toBe('lost');
      await jobs.settle(first, { state: 'done' });
      expect(await onlyJob()).toMatchObject({ state: 'running', ownerId: 'server-2', failures: 1 });
      await claimed('server-1');
      expect(await jobs.beat(first, 0.5)).toBe('lost');
      if (!second) throw new Error('No one took over.');
      await jobs.settle(second, { state: 'failed', reason: 'Late.', failures: 9 });
      expect(await onlyJob()).toMatchObject({ state: 'running', ownerId: 'server-1', failures: 2 });
    });

    it('refuses a claim on a job that has changed since it was read', async () => {
      await jobs.enqueue(NAME);
      const seen = await onlyJob();
      const claim = await claimed();
      await jobs.beat(claim, 0.1);
      expect(await jobs.claim(seen, 'server-2')).toBeUndefined();
      await jobs.settle(claim, { state: 'done' });
      expect(await jobs.claim(await onlyJob(), 'server-2')).toBeUndefined();
    });

    it('stores why and when a job is retried', async () => {
      await jobs.enqueue(NAME);
      const outcome = {
        state: 'retrying',
        reason: 'The disk is full.',
        failures: 3,
        delayMs: 4_000,
      } as const;
      await jobs.settle(await claimed(), outcome);
      expect(await onlyJob()).toMatchObject({ ...outcome, retryAt: expect.any(Number) });
      await claimed('server-2');
      const running = await onlyJob();
      expect(running).toMatchObject({
        state: 'running',
        reason: 'The disk is full.',
        failures: 3,
        delayMs: 0,
      });
      expect(running.retryAt).toBeUndefined();
    });

    it('keeps every character of a reason', async () => {
      await jobs.enqueue(NAME);
      const reason = 'Zeichen \u{1f600} "\'\\ \n';
      await jobs.settle(await claimed(), { state: 'failed', reason, failures: 1 });
      expect((await onlyJob()).reason).toBe(reason);
    });

    it('does not retry a failed job until someone requests it', async () => {
      await failedOnce();
      await jobs.enqueue(NAME);
      expect(await onlyJob()).toMatchObject({ state: 'failed', reason: 'It broke.', failures: 1 });
      expect(await jobs.live()).toEqual([]);
      expect(await jobs.retry(NAME)).toBe(true);
      const fresh = await onlyJob();
      expect(fresh).toMatchObject({ state: 'waiting', failures: 0 });
      expect(fresh.reason).toBeUndefined();
      expect(await jobs.retry(NAME)).toBe(false);
    });

    it('runs a finished or failed job again on request', async () => {
      await failedOnce();
      await jobs.enqueueAgain(NAME);
      expect(await onlyJob()).toMatchObject({ state: 'waiting', failures: 0 });
      await jobs.settle(await claimed(), { state: 'done' });
      await jobs.enqueue(NAME);
      expect((await onlyJob()).state).toBe('done');
      await jobs.enqueueAgain(NAME);
      expect((await onlyJob()).state).toBe('waiting');
    });

    it('runs a job again that was requested while it ran', async () => {
      await jobs.enqueue(NAME);
      const claim = await claimed();
      await jobs.enqueueAgain(NAME);
      expect(await jobs.beat(claim, 0.5)).toBe('held');
      await jobs.settle(claim, { state: 'done' });
      expect(await onlyJob()).toMatchObject({ state: 'waiting', progress: 0 });
      await jobs.settle(await claimed(), { state: 'done' });
      expect((await onlyJob()).state).toBe('done');
    });

    it('removes a waiting job immediately, and a running one when its owner has ended it', async () => {
      await jobs.enqueue(NAME);
      await jobs.stop(NAME);
      expect(await jobs.about([NAME.target])).toEqual([]);

      await jobs.enqueue(NAME);
      const claim = await claimed();
      await jobs.stop(NAME);
      expect(await onlyJob()).toMatchObject({ state: 'running', stopping: true });
      expect(await jobs.beat(claim, 0.5)).toBe('stopping');
      expect(await jobs.claim(await onlyJob(), 'server-2')).toBeUndefined();
      await jobs.settle(claim, { state: 'waiting' });
      expect(await jobs.about([NAME.target])).toEqual([]);
    });

    it.each([
      ['its owner has ended it', (claim: JobClaim) => jobs.settle(claim, { state: 'waiting' })],
      ['its owner is gone', async () => jobs.remove(await onlyJob())],
    ])('runs a canceled job again that was wanted since, when %s', async (_when, end) => {
      await jobs.enqueue(NAME);
      const claim = await claimed();
      await jobs.stop(NAME);
      await jobs.enqueueAgain(NAME);
      await end(claim);
      expect(await onlyJob()).toMatchObject({ state: 'waiting', stopping: false, failures: 0 });

      const next = await claimed();
      await jobs.enqueueAgain(NAME);
      await jobs.stop(NAME);
      await jobs.settle(next, { state: 'done' });
      expect(await jobs.about([NAME.target])).toEqual([]);
    });

    it('removes a canceled job whose owner is gone', async () => {
      await jobs.enqueue(NAME);
      await claimed();
      await jobs.stop(NAME);
      const seen = await onlyJob();
      await jobs.remove({ ...seen, beat: seen.beat - 1 });
      expect((await onlyJob()).stopping).toBe(true);
      await jobs.remove(seen);
      expect(await jobs.about([NAME.target])).toEqual([]);
    });

    it('fails a job whose owner is gone, unless its heartbeat was renewed', async () => {
      await jobs.enqueue(NAME);
      const seen = await onlyJob();
      const claim = await claimed();
      await jobs.giveUp(seen, 'Too often.');
      expect((await onlyJob()).state).toBe('running');
      await jobs.giveUp(await onlyJob(), 'Too often.');
      expect(await onlyJob()).toMatchObject({ state: 'failed', reason: 'Too often.', failures: 1 });
      expect(await jobs.beat(claim, 0.5)).toBe('lost');
    });

    it('returns a job without a trace', async () => {
      await jobs.enqueue(NAME);
      await jobs.settle(await claimed(), { state: 'waiting' });
      expect(await onlyJob()).toMatchObject({ state: 'waiting', failures: 0, progress: 0 });
      expect((await onlyJob()).ownerId).toBeUndefined();
    });

    it('lists the jobs for several targets, in any state', async () => {
      const names: JobName[] = [NAME, { kind: 'compose', target: 'a' }, { kind: 'finalise', target: 'b' }];
      for (const one of names) await jobs.enqueue(one);
      expect(await jobs.about(['a', 'b', 'nothing'])).toHaveLength(3);
      expect((await jobs.about(['b'])).map(({ kind }) => kind)).toEqual(['finalise']);
      expect(await jobs.about([])).toEqual([]);
    });
  });
}
