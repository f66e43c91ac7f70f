import { expect, it } from 'vitest';
import { GroupCommit } from '../../../server/store/GroupCommit.ts';
import { AppError } from '../../../shared/errors.ts';

it('groups writes of one event loop turn, or during a commit, into one commit', async () => {
  const groups: number[][] = [];
  const first = Promise.withResolvers<void>();
  const commits = new GroupCommit<number, number>(async jobs => {
    groups.push([...jobs]);
    if (groups.length === 1) await first.promise;
    return jobs.map(job => job * 10);
  });

  const early = [commits.run(1), commits.run(2)];
  // One turn later, the first group is being committed.
  await new Promise(resolve => setImmediate(() => setImmediate(resolve)));
  const late = [commits.run(3), commits.run(4), commits.run(5)];
  first.resolve();

  expect(await Promise.all([...early, ...late])).toEqual([10, 20, 30, 40, 50]);
  expect(groups).toEqual([
    [1, 2],
    [3, 4, 5],
  ]);
});

it('resolves no write before the commit', async () => {
  const gate = Promise.withResolvers<void>();
  let answered = false;
  const commits = new GroupCommit<string, string>(async jobs => {
    await gate.promise;
    return jobs;
  });
  const answer = commits.run('a').then(() => {
    answered = true;
  });
  await new Promise(resolve => setImmediate(() => setImmediate(resolve)));
  expect(answered).toBe(false);
  gate.resolve();
  await answer;
});

it('does not fail other writes because of one that fails', async () => {
  const commits = new GroupCommit<string, string>(async jobs => {
    if (jobs.includes('bad')) throw new Error('bad job');
    return jobs;
  });
  const outcomes = await Promise.allSettled(['a', 'bad', 'b'].map(job => commits.run(job)));
  expect(outcomes.map(outcome => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});

it('asks an unreachable database once for the whole group', async () => {
  let asked = 0;
  const commits = new GroupCommit<string, string>(async () => {
    asked += 1;
    throw AppError.unavailable();
  });
  const outcomes = await Promise.allSettled(['a', 'b', 'c'].map(job => commits.run(job)));
  expect(outcomes.map(outcome => outcome.status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(asked).toBe(1);
});
