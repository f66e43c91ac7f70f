import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Interviews } from '../../../server/interviews/interviews.ts';
import { LogWatch } from '../../../server/interviews/logWatch.ts';
import { LocalBus } from '../../../server/live/liveBus.ts';
import type { Store } from '../../../server/store/store.ts';
import type { InterviewId } from '../../../shared/ids.ts';
import { eventually } from '../../support/eventually.ts';
import { AttemptLog, addPracticedKit, startAttempt } from '../../support/practiceAttempts.ts';
import { quickFolder, type TemporaryFolder } from '../../support/temporaryFolder.ts';
import { openTestStore } from '../../support/testStore.ts';

let folder: TemporaryFolder;
let store: Store;

beforeEach(async () => {
  folder = await quickFolder('removals');
  store = await openTestStore({ DATA_DIR: folder.path });
  await addPracticedKit(store);
});
afterEach(async () => {
  await store.close();
  await folder.remove();
});

/** A bus that passes announcements of one server to another. */
class HeardBus extends LocalBus {
  readonly listeners: ((interviewId: InterviewId) => void)[] = [];

  override onChange(listener?: (interviewId: InterviewId) => void): void {
    if (listener) this.listeners.push(listener);
  }
}

it('a deleted log is forgotten on every server, and the code that uses it is notified', async () => {
  const bus = new HeardBus('server-2');
  const here = new Interviews({
    store: store.interviews,
    announce: interviewId => {
      for (const listener of bus.listeners) listener(interviewId);
    },
  });
  const there = new Interviews({ store: store.interviews });
  // No code there uses the interview any longer.
  const watch = new LogWatch({
    bus,
    interviews: there,
    watched: () => [],
    logger: pino({ level: 'silent' }),
  });
  const attempt = await startAttempt(store);
  const { interviewId } = attempt;
  await store.practiceQueue.admit(1);
  await AttemptLog.begin(store, attempt, here);
  await there.read(interviewId);
  const removed: string[] = [];
  here.subscribeToRemovals(() => removed.push('here'));
  there.subscribeToRemovals(() => removed.push('there'));

  await store.practicePurges.start(attempt.pageId);
  await store.practicePurges.purge(interviewId);
  await here.remove(interviewId);
  await eventually('both notifications', () => removed.length === 2);
  expect(removed.toSorted()).toEqual(['here', 'there']);
  for (const interviews of [here, there]) {
    expect(interviews.hasPractice(interviewId)).toBe(false);
    await expect(interviews.current(interviewId)).rejects.toMatchObject({ code: 'not-found' });
  }
  watch.close();
});
