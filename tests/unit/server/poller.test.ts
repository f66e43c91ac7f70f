import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { Poller } from '../../../server/Poller.ts';

const INTERVAL_MS = 1_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A poller whose runs the test ends. */
function pollerOf(options: { intervalMs?: number; runsAtStart?: boolean } = { intervalMs: INTERVAL_MS }) {
  const runs: PromiseWithResolvers<void>[] = [];
  const errors: unknown[] = [];
  const poller = new Poller({
    task: () => {
      const run = Promise.withResolvers<void>();
      runs.push(run);
      return run.promise;
    },
    onError: error => errors.push(error),
    ...options,
  });
  onTestFinished(async () => {
    const closed = poller.close();
    for (const { resolve } of runs) resolve();
    await closed;
  });
  return { poller, runs, errors };
}

/** Runs everything that waits for no timer. */
const settle = () => vi.advanceTimersByTimeAsync(0);

test('Poller runs its task at the start and then at each interval', async () => {
  const { runs } = pollerOf();
  await settle();
  expect(runs).toHaveLength(1);
  runs[0]?.resolve();
  await vi.advanceTimersByTimeAsync(INTERVAL_MS);
  expect(runs).toHaveLength(2);
  runs[1]?.resolve();
  await vi.advanceTimersByTimeAsync(INTERVAL_MS);
  expect(runs).toHaveLength(3);
});

test('Poller can wait one interval before its first run', async () => {
  const { runs } = pollerOf({ intervalMs: INTERVAL_MS, runsAtStart: false });
  await vi.advanceTimersByTimeAsync(INTERVAL_MS - 1);
  expect(runs).toHaveLength(0);
  await vi.advanceTimersByTimeAsync(1);
  expect(runs).toHaveLength(1);
});

test('Poller without an interval runs only on request', async () => {
  const { poller, runs } = pollerOf({});
  await vi.advanceTimersByTimeAsync(10 * INTERVAL_MS);
  expect(runs).toHaveLength(0);
  void poller.run();
  await settle();
  expect(runs).toHaveLength(1);
});

test("Poller starts the first run after its owner's constructor is done", async () => {
  class Owner {
    readonly poller = new Poller({
      task: async () => {
        this.seen = this.poller;
      },
      intervalMs: INTERVAL_MS,
      onError: error => expect.unreachable(String(error)),
    });
    seen: Poller | undefined;
  }
  const owner = new Owner();
  onTestFinished(() => owner.poller.close());
  await settle();
  expect(owner.seen).toBe(owner.poller);
});

test('Poller skips interval ticks during a run', async () => {
  const { runs } = pollerOf();
  await vi.advanceTimersByTimeAsync(5 * INTERVAL_MS);
  expect(runs).toHaveLength(1);
  runs[0]?.resolve();
  await settle();
  expect(runs).toHaveLength(1);
});

test('Poller runs once more after a run for all requests during it', async () => {
  const { poller, runs } = pollerOf();
  await settle();
  let answered = 0;
  for (let request = 0; request < 3; request += 1)
    void poller.run().then(() => {
      answered += 1;
    });
  await settle();
  expect(runs).toHaveLength(1);
  runs[0]?.resolve();
  await settle();
  expect(runs).toHaveLength(2);
  expect(answered).toBe(0);
  runs[1]?.resolve();
  await settle();
  expect(runs).toHaveLength(2);
  expect(answered).toBe(3);
});

test('Poller includes requests before a run has started in that run', async () => {
  const { poller, runs } = pollerOf();
  const first = poller.run();
  const second = poller.run();
  await settle();
  expect(runs).toHaveLength(1);
  runs[0]?.resolve();
  await Promise.all([first, second]);
  expect(runs).toHaveLength(1);
});

test('Poller replaces a pending request with one that has a delay', async () => {
  const { poller, runs } = pollerOf({});
  poller.runIn(100);
  poller.runIn(300);
  await vi.advanceTimersByTimeAsync(299);
  expect(runs).toHaveLength(0);
  await vi.advanceTimersByTimeAsync(1);
  expect(runs).toHaveLength(1);
  runs[0]?.resolve();
  await vi.advanceTimersByTimeAsync(INTERVAL_MS);
  expect(runs).toHaveLength(1);
});

test('Poller reports a failed run once, and tries again in the next one', async () => {
  const { poller, runs, errors } = pollerOf();
  const request = poller.run();
  await settle();
  const error = new Error('The database is away.');
  runs[0]?.reject(error);
  await request;
  expect(errors).toEqual([error]);
  await vi.advanceTimersByTimeAsync(INTERVAL_MS);
  expect(runs).toHaveLength(2);
});

test('Poller can reject a request with the error of its run', async () => {
  const { poller, runs, errors } = pollerOf({});
  const failed = expect(poller.runOrThrow()).rejects.toThrow('The database is away.');
  await settle();
  const afterIt = poller.runOrThrow();
  runs[0]?.reject(new Error('The database is away.'));
  await failed;
  await settle();
  runs[1]?.resolve();
  await expect(afterIt).resolves.toBeUndefined();
  expect(errors).toHaveLength(1);
});

test('Poller waits for the current run on closing, and starts no other', async () => {
  const { poller, runs } = pollerOf();
  await settle();
  const request = poller.run();
  poller.runIn(1);
  let closed = false;
  const closing = Promise.all([poller.close(), poller.close()]).then(() => {
    closed = true;
  });
  expect(poller.closed).toBe(true);
  await settle();
  expect(closed).toBe(false);
  runs[0]?.resolve();
  await closing;
  await request;
  await poller.run();
  poller.runIn(1);
  await vi.advanceTimersByTimeAsync(5 * INTERVAL_MS);
  expect(runs).toHaveLength(1);
});

test('Poller starts nothing when closed before the first run', async () => {
  const { poller, runs } = pollerOf();
  await poller.close();
  await settle();
  expect(runs).toHaveLength(0);
});
