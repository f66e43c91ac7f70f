import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DatabaseWatch } from '../../../server/http/DatabaseWatch.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Watches a database in the given state; `state` may change. */
function watched(state: { answers: () => Promise<boolean>; isDown: boolean }) {
  const watch = new DatabaseWatch({ answers: () => state.answers(), isDown: async () => state.isDown });
  return { watch, [Symbol.dispose]: () => watch.close() };
}

const yes = async () => true;
const no = async () => false;
const never = () => new Promise<boolean>(() => {});

it('is not stuck while the database answers', async () => {
  using server = watched({ answers: yes, isDown: false });
  await vi.advanceTimersByTimeAsync(60 * 60_000);
  expect(server.watch.isStuck).toBe(false);
});

it.each([
  ['refuses', no],
  ['leaves unanswered', never],
])('is stuck after 30 s in which the database %s every statement', async (_what, answers) => {
  using server = watched({ answers, isDown: false });
  await vi.advanceTimersByTimeAsync(29_000);
  expect(server.watch.isStuck).toBe(false);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(server.watch.isStuck).toBe(true);
});

it('is no longer stuck once the database answers', async () => {
  const state = { answers: no, isDown: false };
  using server = watched(state);
  await vi.advanceTimersByTimeAsync(60_000);
  state.answers = yes;
  await vi.advanceTimersByTimeAsync(5_000);
  expect(server.watch.isStuck).toBe(false);
});

it('is not stuck while the database refuses new connections as well', async () => {
  using server = watched({ answers: no, isDown: true });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(server.watch.isStuck).toBe(false);
});
