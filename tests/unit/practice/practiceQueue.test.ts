import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PracticeQueue } from '../../../server/features/practice/PracticeQueue.ts';
import { Interviews } from '../../../server/interviews/interviews.ts';
import type { QueueState } from '../../../server/store/practiceQueueStore.ts';
import type { AttemptState } from '../../../server/store/practiceStore.ts';
import type { Store } from '../../../server/store/store.ts';
import { DEFAULT_RECRUITER } from '../../../shared/recruiter/settings.ts';
import { ENGINE_RULES } from '../../../shared/recruiter/timing.ts';
import { eventually } from '../../support/eventually.ts';
import { chosenKit } from '../../support/exampleKit.ts';
import { newInterviewId } from '../../support/interviewLog.ts';
import {
  AttemptLog,
  addPracticedKit,
  setBack,
  startAttempt,
  stateOf,
} from '../../support/practiceAttempts.ts';
import { quickFolder, type TemporaryFolder } from '../../support/temporaryFolder.ts';
import { openTestStore } from '../../support/testStore.ts';

/** An in-memory queue that records the capacity at each admission. */
class NotedQueue {
  readonly capacities: number[] = [];
  state: AttemptState | undefined = 'waiting';
  crowd: QueueState = { endsInMs: [], waiting: [] };
  /** Admits no one until this promise resolves. */
  gate: Promise<void> = Promise.resolve();

  async notePoll() {
    return this.state;
  }
  async admit(capacity: number) {
    this.capacities.push(capacity);
    await this.gate;
  }
  async standing() {
    return this.crowd;
  }
  async expiredAndOpen() {
    return [];
  }
  async openSince() {
    return [];
  }
}

let folder: TemporaryFolder;
let store: Store;
let interviews: Interviews;
let alive: ReadonlySet<string> | undefined;
const queues: PracticeQueue[] = [];

beforeEach(async () => {
  folder = await quickFolder('practiceQueue');
  store = await openTestStore({ DATA_DIR: folder.path });
  await addPracticedKit(store);
  interviews = new Interviews({ store: store.interviews });
  alive = new Set(['server-1']);
});
afterEach(async () => {
  for (const practiceQueue of queues.splice(0)) await practiceQueue.close();
  await store.close();
  await folder.remove();
});

function open(queue: unknown, sessions = 2, eventsMax?: number): PracticeQueue {
  const practiceQueue = new PracticeQueue({
    sessions,
    queue: queue as never,
    interviews,
    aliveServers: async () => alive,
    eventsMax,
    logger: pino({ level: 'silent' }),
  });
  queues.push(practiceQueue);
  return practiceQueue;
}

it('PracticeQueue has capacity per live server, and keeps it while the number of servers is unknown', async () => {
  const queue = new NotedQueue();
  alive = new Set(['server-1', 'server-2', 'server-3']);
  const practiceQueue = open(queue, 4);
  await practiceQueue.admit();
  alive = undefined;
  await practiceQueue.admit();
  alive = new Set(['server-1']);
  await practiceQueue.admit();
  expect(queue.capacities.slice(-3)).toEqual([12, 12, 4]);
});

it('PracticeQueue admits simultaneous requests together, in a round that starts after them', async () => {
  const queue = new NotedQueue();
  const practiceQueue = open(queue);
  await practiceQueue.poll();
  const { promise, resolve } = Promise.withResolvers<void>();
  queue.gate = promise;
  queue.capacities.length = 0;
  const asked = Array.from({ length: 50 }, () => practiceQueue.standingOf(newInterviewId()));
  await eventually('a round to start', () => queue.capacities.length === 1);
  resolve();
  await Promise.all(asked);
  expect(queue.capacities.length).toBeLessThanOrEqual(2);
});

it('PracticeQueue returns the position of an attempt in the queue', async () => {
  const queue = new NotedQueue();
  const practiceQueue = open(queue);
  const [own, other] = [newInterviewId(), newInterviewId()];
  queue.crowd = {
    endsInMs: [4 * 60_000, 60_000],
    waiting: [
      { interviewId: other, plannedMinutes: 10 },
      { interviewId: own, plannedMinutes: 5 },
    ],
  };
  expect(await practiceQueue.standingOf(own)).toEqual({ state: 'waiting', ahead: 1, minutes: 4 });
  expect(await practiceQueue.standingOf(other)).toEqual({ state: 'waiting', ahead: 0, minutes: 1 });
  for (const state of ['admitted', 'over', 'expired'] as const) {
    queue.state = state;
    expect(await practiceQueue.standingOf(own)).toEqual({ state });
  }
  for (const state of ['deleting', undefined] as const) {
    queue.state = state;
    expect(await practiceQueue.standingOf(own)).toBeUndefined();
  }
});

it('PracticeQueue keeps no one in the queue when practice was turned off in between', async () => {
  const practiceQueue = open(new NotedQueue(), 0);
  await expect(practiceQueue.standingOf(newInterviewId())).rejects.toMatchObject({
    code: 'unavailable',
    reason: 'practice-off',
  });
});

it('PracticeQueue admits the next attempt as soon as a session has ended, without a request', async () => {
  const [first, next] = [await startAttempt(store), await startAttempt(store)];
  const practiceQueue = open(store.practiceQueue, 1);
  await practiceQueue.admit();
  expect(await stateOf(store, next.interviewId)).toBe('waiting');
  const log = await AttemptLog.begin(store, first, interviews);
  await log.enter();
  await log.end();
  await eventually(
    'the next to be let in',
    async () => (await stateOf(store, next.interviewId)) === 'admitted',
  );
  expect(await stateOf(store, first.interviewId)).toBe('over');
});

it.each(['open', 'lobby'] as const)(
  'PracticeQueue ends an attempt whose log is full while it is %s',
  async phase => {
    const attempt = await startAttempt(store);
    open(store.practiceQueue, 1, 7);
    await store.practiceQueue.admit(1);
    const log = await AttemptLog.begin(store, attempt, interviews);
    if (phase === 'open') await log.enter();
    const { seatId } = log.seat;
    for (let round = 0; (await interviews.read(attempt.interviewId)).phase === phase && round < 7; round += 1)
      await log.write({
        kind: 'consent.given',
        payload: { seatId, consent: { version: 1, recording: true, observers: false } },
      });
    await eventually('the attempt to end', async () => {
      const { phase: now } = await interviews.read(attempt.interviewId);
      return now === (phase === 'open' ? 'ended' : 'cancelled');
    });
  },
);

describe('a room in which no one starts the virtual recruiter', () => {
  const MINUTE_MS = 60_000;
  let aheadMs: number;
  beforeEach(() => {
    aheadMs = 0;
    interviews = new Interviews({ store: store.interviews, now: () => Date.now() + aheadMs });
  });

  const entered = async () => {
    const attempt = await startAttempt(store);
    await store.practiceQueue.admit(1);
    const log = await AttemptLog.begin(store, attempt, interviews);
    await log.write(
      { kind: 'kit.chosen', payload: chosenKit() },
      { kind: 'recruiter.assigned', payload: { settings: DEFAULT_RECRUITER } },
    );
    await log.enter();
    const phase = async () => (await interviews.read(attempt.interviewId)).phase;
    const pass = async (minutes: number) => {
      aheadMs += minutes * MINUTE_MS;
      await setBack(store, attempt.interviewId, minutes * MINUTE_MS);
    };
    return { attempt, log, phase, pass };
  };

  it('is closed after five minutes while someone waits, who is admitted', async () => {
    const room = await entered();
    const next = await startAttempt(store);
    const practiceQueue = open(store.practiceQueue, 1);
    await room.pass(4);
    await practiceQueue.poll();
    expect([await room.phase(), await stateOf(store, next.interviewId)]).toEqual(['open', 'waiting']);
    await room.pass(2);
    await practiceQueue.poll();
    expect(await room.phase()).toBe('ended');
    await eventually(
      'the next to be let in',
      async () => (await stateOf(store, next.interviewId)) === 'admitted',
    );
  });

  it('is closed after a quarter of an hour when no one waits', async () => {
    const room = await entered();
    const practiceQueue = open(store.practiceQueue, 1);
    await room.pass(14);
    await practiceQueue.poll();
    expect(await room.phase()).toBe('open');
    await room.pass(2);
    await practiceQueue.poll();
    expect(await room.phase()).toBe('ended');
  });

  it('stays open once the virtual recruiter has started', async () => {
    const room = await entered();
    await room.log.write({
      kind: 'recruiter.stepped',
      payload: { input: { type: 'pressed', button: 'ready' }, rules: ENGINE_RULES },
    });
    await startAttempt(store);
    const practiceQueue = open(store.practiceQueue, 1);
    await room.pass(40);
    await practiceQueue.poll();
    expect(await room.phase()).toBe('open');
    // Later polls do not read this room's log again.
    const read = vi.spyOn(store.interviews, 'readEvents');
    await practiceQueue.poll();
    expect(read).not.toHaveBeenCalled();
  });
});
