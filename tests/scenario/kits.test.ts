import { describe, expect, it } from 'vitest';
import type { Kit } from '../../shared/kit/kit.ts';
import { KitId } from '../../shared/kit/kitIds.ts';
import { exampleKit } from '../support/exampleKit.ts';
import { InterviewStage } from '../support/interviewStage.ts';
import { openTheatre } from '../support/theatre.ts';

const theatre = openTheatre();

/** Creates an interview with version 1 of its own kit. */
async function stageWithKit() {
  const { owner } = theatre;
  const { kitId } = await owner.call('kits.create', { kit: exampleKit() });
  const stage = await InterviewStage.create(owner, undefined, kitId);
  const lead = await stage.enter('lead');
  return {
    stage,
    kitId,
    lead,
    save: (expectedVersion: number, kit: Kit) => owner.call('kits.save', { kitId, expectedVersion, kit }),
    read: async () => (await lead.request('kit.read', {})).chosen,
    [Symbol.dispose]: () => stage.close(),
  };
}

describe('the kit of an interview', () => {
  it('is the newest version when the room first opens, and that version forever after', async () => {
    using interview = await stageWithKit();
    const { lead, kitId } = interview;
    await interview.save(1, exampleKit({ level: 'Second' }));
    expect(await interview.read()).toMatchObject({ version: 1, kit: { level: 'Senior' } });

    await lead.request('session.open', {});
    const frozen = await interview.read();
    expect(frozen).toMatchObject({ kitId, version: 2, kit: { level: 'Second' } });

    await interview.save(2, exampleKit({ level: 'Third' }));
    await theatre.owner.call('kits.archive', { kitId, archived: true });
    expect(await interview.read()).toEqual(frozen);
    await lead.request('session.close', {});
    await lead.request('session.open', {});
    expect(await interview.read()).toEqual(frozen);
    const change = theatre.owner.call('interviews.change', {
      interviewId: interview.stage.interviewId,
      kitId: KitId.parse('backend-developer'),
    });
    await expect(change).rejects.toMatchObject({ code: 'wrong-phase' });
    expect(await interview.read()).toEqual(frozen);
  });

  it('stays the version that was chosen when the newest one is not finished', async () => {
    using interview = await stageWithKit();
    await interview.save(1, exampleKit({ questions: [] }));
    await interview.lead.request('session.open', {});
    expect(await interview.read()).toMatchObject({ version: 1, kit: { level: 'Senior' } });
  });

  it('can be a built-in kit', async () => {
    const kitId = KitId.parse('backend-developer');
    const { kits } = await theatre.owner.call('kits.list', {});
    const builtIn = kits.filter(kit => kit.builtIn);
    expect(builtIn).toContainEqual(expect.objectContaining({ kitId, role: 'Backend Developer', errors: 0 }));
    using stage = await InterviewStage.create(theatre.owner, undefined, kitId);
    const evaluator = await stage.open('evaluator');
    expect((await evaluator.request('kit.read', {})).chosen).toMatchObject({ kitId, version: 1 });
  });

  it('is read from the log by a restarted server', async () => {
    using interview = await stageWithKit();
    await interview.save(1, exampleKit({ level: 'Second' }));
    await interview.lead.request('session.open', {});
    await theatre.server.kill();
    await theatre.server.launch();
    const lead = await interview.stage.enter('lead');
    expect((await lead.request('kit.read', {})).chosen).toMatchObject({
      version: 2,
      kit: { level: 'Second' },
    });
    expect((await theatre.owner.call('kits.read', { kitId: interview.kitId })).version).toBe(2);
  });
});
