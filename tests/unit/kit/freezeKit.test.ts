import { beforeEach, describe, expect, it } from 'vitest';
import { findNewerKit, freezing, Kits } from '../../../server/features/kit/kits.ts';
import type { ChosenKit, Kit } from '../../../shared/kit/kit.ts';
import { KitId } from '../../../shared/kit/kitIds.ts';
import { chosenKit, exampleInterviewKit, exampleKit } from '../../support/exampleKit.ts';
import { InterviewLog } from '../../support/interviewLog.ts';
import { quickFolder } from '../../support/temporaryFolder.ts';
import { openTestStore } from '../../support/testStore.ts';

const withKit = (chosen: ChosenKit = chosenKit()) => new InterviewLog().add('kit.chosen', chosen);

describe('the first opening of the session', () => {
  it('updates the kit to its newest version', () => {
    const newer = chosenKit({ version: 2 });
    expect(freezing(withKit().state, newer)).toEqual([{ kind: 'kit.chosen', payload: newer }]);
  });

  it('changes nothing when there is no newer version', () => {
    expect(freezing(withKit().state, undefined)).toEqual([]);
    expect(freezing(withKit().state, chosenKit())).toEqual([]);
    expect(freezing(withKit(chosenKit({ version: 3 })).state, chosenKit({ version: 2 }))).toEqual([]);
    expect(freezing(new InterviewLog().state, chosenKit({ version: 2 }))).toEqual([]);
  });

  it('keeps a kit that was chosen while a newer version of another was looked up', () => {
    const another = chosenKit({ kitId: KitId.parse('another-kit') });
    expect(freezing(withKit(another).state, chosenKit({ version: 2 }))).toEqual([]);
  });

  it('changes nothing in a practice attempt, which asks the questions that were chosen for it', () => {
    const practice = new InterviewLog({ length: 'short', purpose: 'self' }).add('kit.chosen', chosenKit());
    expect(freezing(practice.state, chosenKit({ version: 2 }))).toEqual([]);
  });

  it('is the only opening that updates the kit', () => {
    const opened = withKit().add('session.opened', {}).add('session.closed', {});
    expect(freezing(opened.state, chosenKit({ version: 2 }))).toEqual([]);
  });
});

describe('findNewerKit', () => {
  let kits: Kits;
  let kitId: KitId;

  beforeEach(async () => {
    const folder = await quickFolder('freeze');
    const store = await openTestStore({ DATA_DIR: folder.path });
    kits = new Kits(store.kits);
    ({ kitId } = await kits.create(exampleKit(), 'u-1'));
    return async () => {
      await store.close();
      await folder.remove();
    };
  });

  const chosenAt = (version: number) => withKit(chosenKit({ kitId, version }));
  const found = (log: InterviewLog) => findNewerKit(kits)(log.state, {});
  const save = (kit: Kit) => kits.save(kitId, 1, kit, 'u-1');

  it('finds a version saved since the kit was chosen, without the guide', async () => {
    await save(exampleKit({ level: 'Lead' }));
    const kit = exampleInterviewKit({ level: 'Lead' });
    expect(await found(chosenAt(1))).toEqual({ kitId, version: 2, kit });
  });

  it('finds nothing when nothing was saved, or when the interview has no kit', async () => {
    expect(await found(chosenAt(1))).toBeUndefined();
    expect(await found(new InterviewLog())).toBeUndefined();
  });

  it("finds nothing that can't be used for an interview", async () => {
    await save(exampleKit({ questions: [] }));
    expect(await found(chosenAt(1))).toBeUndefined();
  });

  it('finds nothing for an archived kit', async () => {
    await save(exampleKit({ level: 'Lead' }));
    await kits.setArchived(kitId, true, 'u-1');
    expect(await found(chosenAt(1))).toBeUndefined();
  });

  it('finds nothing for a practice attempt', async () => {
    await save(exampleKit({ level: 'Lead' }));
    const practice = new InterviewLog({ length: 'short', purpose: 'self' });
    expect(await found(practice.add('kit.chosen', chosenKit({ kitId, version: 1 })))).toBeUndefined();
  });

  it('finds nothing once the session has opened', async () => {
    await save(exampleKit({ level: 'Lead' }));
    expect(await found(chosenAt(1).add('session.opened', {}))).toBeUndefined();
  });
});
