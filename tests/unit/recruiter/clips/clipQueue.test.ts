import { expect, it, onTestFinished, vi } from 'vitest';
import {
  type ClipPriority,
  ClipQueue,
  type ClipTask,
} from '../../../../server/features/recruiter/clips/ClipQueue.ts';
import { ClipError } from '../../../../server/features/recruiter/clips/clipError.ts';
import type { ClipId } from '../../../../shared/recruiter/clip.ts';

function task(name: string, priority: ClipPriority = 'ahead'): ClipTask {
  const request = { kind: 'silent', clip: 'nod' } as const;
  return { clipId: name as ClipId, request, priority, state: 'new', failures: 0 };
}

function nextTurn(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}

/** Creates a queue whose clips the test finishes. */
function queueByHand(betweenAttemptsMs: readonly number[] = [1, 1]) {
  const making: { name: string; done: () => void; fail: (error: Error) => void }[] = [];
  const settled: string[] = [];
  const begun: string[] = [];
  const queue = new ClipQueue({
    make: ({ clipId }, signal) =>
      new Promise((done, fail) => {
        begun.push(clipId);
        const job = { name: clipId, done, fail };
        making.push(job);
        signal.addEventListener('abort', () => {
          making.splice(making.indexOf(job), 1);
          fail(signal.reason);
        });
      }),
    settle: ({ clipId }, error) => {
      settled.push(error ? `${clipId}: ${error.reason}` : clipId);
    },
    betweenAttemptsMs,
  });
  const finish = async (error?: Error) => {
    const job = making.shift();
    if (error) job?.fail(error);
    else job?.done();
    await nextTurn();
  };
  return { queue, begun, settled, finish };
}

it('ClipQueue generates one clip at a time: by priority, then in order of arrival', async () => {
  const { queue, begun, settled, finish } = queueByHand();
  for (const each of [task('a'), task('b'), task('c', 'soon'), task('d', 'now'), task('e'), task('f', 'now')])
    queue.add(each);
  await nextTurn();
  for (let count = 0; count < 6; count++) await finish();
  expect(settled).toEqual(['d', 'f', 'c', 'a', 'b', 'e']);
  expect(begun).toEqual(['a', ...settled]);
  expect(queue.rendering).toBeUndefined();
});

it('ClipQueue moves a waiting clip forward when it becomes urgent', async () => {
  const { queue, begun, finish } = queueByHand();
  const last = task('c');
  for (const each of [task('a'), task('b'), last]) queue.add(each);
  queue.raise(last, 'soon');
  await finish();
  expect(begun).toEqual(['a', 'c']);
});

it('ClipQueue interrupts a clip that no one waits for, and starts it over before others that no one waits for', async () => {
  const { queue, begun, settled, finish } = queueByHand();
  const wanted = task('c');
  for (const each of [task('a'), task('b'), wanted, task('d', 'soon')]) queue.add(each);
  queue.raise(wanted, 'now');
  queue.raise(wanted, 'now');
  await nextTurn();
  expect(begun).toEqual(['a', 'c']);
  queue.add(task('e', 'now'));
  for (let count = 0; count < 5; count++) await finish();
  expect(settled).toEqual(['c', 'e', 'd', 'a', 'b']);
});

it('ClipQueue does not count an interruption as a failed attempt', async () => {
  const { queue, settled, finish } = queueByHand([]);
  const loop = task('loop');
  queue.add(loop);
  queue.add(task('a', 'now'));
  await nextTurn();
  await finish();
  await finish();
  expect(settled).toEqual(['a', 'loop']);
  expect(loop).toMatchObject({ state: 'ready', failures: 0 });
});

it('ClipQueue does not generate a pending clip twice', async () => {
  const { queue, begun, finish } = queueByHand();
  const one = task('a');
  const two = task('b');
  for (const each of [one, two, one, two]) queue.add(each);
  await finish();
  await finish();
  expect(begun).toEqual(['a', 'b']);
});

it('ClipQueue retries twice before it gives up, and generates other clips between the attempts', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const { queue, begun, settled, finish } = queueByHand([50, 50]);
  const bad = task('bad');
  queue.add(bad);
  queue.add(task('good'));
  await finish(new ClipError('render-crashed'));
  expect(bad.state).toBe('waiting');
  await finish();
  expect(settled).toEqual(['good']);
  for (const _attempt of [2, 3]) {
    vi.advanceTimersByTime(50);
    await finish(new ClipError('render-crashed'));
  }
  expect(settled).toEqual(['good', 'bad: render-crashed']);
  expect(begun.filter(name => name === 'bad')).toHaveLength(3);
  expect(bad.state).toBe('failed');
});

it('ClipQueue does not retry a permanent failure', async () => {
  const { queue, settled, finish } = queueByHand();
  queue.add(task('a'));
  await finish(new ClipError('nothing-to-say'));
  expect(settled).toEqual(['a: nothing-to-say']);
});

it('ClipQueue reports an error without a reason as an internal one', async () => {
  const { queue, settled, finish } = queueByHand([]);
  queue.add(task('a'));
  await finish(new TypeError('x is not a function'));
  expect(settled).toEqual(['a: render-failed']);
});

it('ClipQueue generates nothing after it is closed', async () => {
  const { queue, begun, settled, finish } = queueByHand();
  queue.add(task('a'));
  queue.add(task('b'));
  queue.close();
  await finish(new ClipError('render-crashed'));
  queue.add(task('c'));
  expect(begun).toEqual(['a']);
  expect(settled).toEqual([]);
});
