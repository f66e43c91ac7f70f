import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { summaryOf } from '../../../server/interviews/summary.ts';
import type { Store } from '../../../server/store/store.ts';
import type { InterviewEvent } from '../../../shared/interview/events.ts';
import { type ChosenKit, interviewKitOf } from '../../../shared/kit/kit.ts';
import { KitId } from '../../../shared/kit/kitIds.ts';
import { practiceKitOf } from '../../../shared/practice/practiceKit.ts';
import { exampleKit } from '../../support/exampleKit.ts';
import { InterviewLog } from '../../support/interviewLog.ts';
import { quickFolder, type TemporaryFolder } from '../../support/temporaryFolder.ts';
import { openTestStore } from '../../support/testStore.ts';

const KIT_ID = KitId.parse('example-kit');
const KIT = interviewKitOf(exampleKit());
const CHOSEN: ChosenKit = { kitId: KIT_ID, version: 1, kit: KIT };

let folder: TemporaryFolder;
let store: Store;

beforeEach(async () => {
  folder = await quickFolder('store');
  store = await openTestStore({ DATA_DIR: folder.path });
  await store.kits.create({
    kitId: KIT_ID,
    kit: exampleKit(),
    savedBy: null,
    builtIn: true,
    entry: { actor: 'system', action: 'kit.create', target: KIT_ID },
  });
});

afterEach(async () => {
  await store.close();
  await folder.remove();
});

/**
 * Stores an interview with this kit, and returns its log as read from the database and the size of the event
 * that sets the kit.
 */
async function stored(
  chosen: ChosenKit,
): Promise<{ events: InterviewEvent[]; log: InterviewLog; bytes: number }> {
  const log = new InterviewLog().add('kit.chosen', chosen);
  const { interviewId } = log.state;
  await store.interviews.append({
    interviewId,
    expectedSeq: 0,
    events: log.events,
    summary: summaryOf(log.state),
  });
  const { payload } = await store.database.kysely
    .selectFrom('interviewEvents')
    .select('payload')
    .where('interviewId', '=', interviewId)
    .where('kind', '=', 'kit.chosen')
    .executeTakeFirstOrThrow();
  return { events: await store.interviews.readEvents(interviewId, 0), log, bytes: payload.length };
}

const chosenIn = (events: readonly InterviewEvent[]) => {
  const event = events.find(({ kind }) => kind === 'kit.chosen');
  if (event?.kind !== 'kit.chosen') throw new Error('No kit was chosen.');
  return event.payload;
};

describe('the log of an interview with a saved kit', () => {
  it('refers to the kit, and reads as if it contained it', async () => {
    const { events, log, bytes } = await stored(CHOSEN);
    expect(events).toEqual(log.events);
    expect(bytes).toBeLessThan(100);
  });

  it('shares the kit in memory with other interviews of the same version', async () => {
    const [one, other] = [await stored(CHOSEN), await stored(CHOSEN)];
    expect(chosenIn(one.events).kit).toBe(chosenIn(other.events).kit);
  });

  it('refers to the kit when a practice interview rephrases some of its questions', async () => {
    const questionIds = KIT.questions.slice(1, 4).map(({ id }) => id);
    const kit = practiceKitOf(KIT, { questionIds: questionIds.reverse(), length: 'short', purpose: 'self' });
    const { events, log, bytes } = await stored({ ...CHOSEN, kit });
    expect(events).toEqual(log.events);
    expect(bytes).toBeLessThan(3_000);
  });

  it.each([
    ['differs from the saved version', { ...CHOSEN, kit: { ...KIT, level: 'Junior' } }],
    ['is of a version that is not saved', { ...CHOSEN, version: 2 }],
  ])('contains a full kit that %s', async (_what, chosen) => {
    const { events, log } = await stored(chosen);
    expect(events).toEqual(log.events);
  });

  it('prevents the saved version from being deleted or changed', async () => {
    const { events, log } = await stored(CHOSEN);
    const { kysely } = store.database;
    await expect(kysely.deleteFrom('kitVersions').execute()).rejects.toThrow();
    await expect(
      kysely
        .updateTable('kitVersions')
        .set({ kit: '{}' } as never)
        .execute(),
    ).rejects.toThrow();
    expect(chosenIn(events)).toEqual(chosenIn(log.events));
  });
});
