import { beforeEach, describe, expect, it } from 'vitest';
import type { InterviewId } from '../../../shared/ids.ts';
import type { Kit } from '../../../shared/kit/kit.ts';
import { KitId } from '../../../shared/kit/kitIds.ts';
import { exampleKit, KIT_MARKS } from '../../support/exampleKit.ts';
import { refusalOf } from './refusals.ts';
import { startTestServer, type TestServer } from './testServer.ts';
import type { Visitor } from './visitor.ts';

const NOWHERE = KitId.parse('01890000-0000-7000-8000-000000000000');
const INPUT = {
  title: 'First round',
  jobRole: 'Backend developer',
  scheduledAt: Date.now() + 60_000,
  plannedMinutes: 45,
  seats: [{ role: 'interviewer' as const, displayName: 'Grace' }],
};

let server: TestServer;
let organizer: Visitor;

beforeEach(async () => {
  server = await startTestServer();
  organizer = await server.member(await server.owner(), 'organizer', 'organizer@example.org');
  return () => server.close();
});

async function newKit(kit: Kit = exampleKit()): Promise<KitId> {
  return (await organizer.call('kits.create', { kit })).kitId;
}

async function newInterview(kitId?: KitId): Promise<InterviewId> {
  const { interviewId } = await organizer.call('interviews.create', { ...INPUT, ...(kitId && { kitId }) });
  return interviewId;
}

async function chosenOf(interviewId: InterviewId) {
  return (await server.interviews.read(interviewId)).rubric?.chosen;
}

describe('an interview', () => {
  it('is created with the newest version of a kit, without its guide', async () => {
    const kitId = await newKit();
    await organizer.call('kits.save', { kitId, expectedVersion: 1, kit: exampleKit({ level: 'Lead' }) });
    const interviewId = await newInterview(kitId);
    const chosen = await chosenOf(interviewId);
    expect(chosen).toMatchObject({ kitId, version: 2, kit: { level: 'Lead' } });
    expect(JSON.stringify(chosen)).toContain(KIT_MARKS.anchor);
    expect(JSON.stringify(chosen)).not.toContain(KIT_MARKS.guide);
    const { interviews } = await organizer.call('interviews.list', {});
    expect(interviews).toMatchObject([{ interviewId, kitId, scorecardsOpen: false }]);
    expect((await server.store.interviews.readEvents(interviewId, 0)).map(({ kind }) => kind)).toEqual([
      'interview.created',
      'kit.chosen',
      'link.issued',
    ]);
  });

  it('may have no kit, and can get one, another one, and a newer one', async () => {
    const [kitId, another] = [await newKit(), await newKit(exampleKit({ role: 'Tester' }))];
    const interviewId = await newInterview();
    expect(await chosenOf(interviewId)).toBeUndefined();
    await organizer.call('interviews.change', { interviewId, kitId, title: 'Second round' });
    expect(await chosenOf(interviewId)).toMatchObject({ kitId, version: 1 });
    expect((await organizer.call('interviews.read', { interviewId })).view.title).toBe('Second round');
    await organizer.call('interviews.change', { interviewId, kitId: another });
    expect(await chosenOf(interviewId)).toMatchObject({ kitId: another, version: 1 });
    await organizer.call('kits.save', { kitId: another, expectedVersion: 1, kit: exampleKit() });
    await organizer.call('interviews.change', { interviewId, kitId: another });
    expect(await chosenOf(interviewId)).toMatchObject({ kitId: another, version: 2 });
  });

  it('is not changed when the kit is the current one', async () => {
    const kitId = await newKit();
    const interviewId = await newInterview(kitId);
    await organizer.call('interviews.change', { interviewId, kitId });
    const events = await server.store.interviews.readEvents(interviewId, 0);
    expect(events.filter(({ kind }) => kind === 'kit.chosen')).toHaveLength(1);
  });

  it.each([
    [
      'does not exist',
      async () => NOWHERE,
      'not-found',
      { reason: 'not-found', values: { what: 'kit', id: NOWHERE } },
    ],
    [
      'is not complete',
      () => newKit(exampleKit({ questions: [] })),
      'invalid',
      { reason: 'kit-unfinished', values: { problems: 6 } },
    ],
    [
      'is archived',
      async () => {
        const kitId = await newKit();
        await organizer.call('kits.archive', { kitId, archived: true });
        return kitId;
      },
      'invalid',
      { reason: 'kit-archived' },
    ],
  ] as const)('rejects a kit that %s', async (_what, make, code, why) => {
    const kitId = await make();
    const refusal = await refusalOf(organizer.call('interviews.create', { ...INPUT, kitId }));
    expect(refusal).toMatchObject({ code, ...why });
    if (code === 'invalid') expect(refusal.details).toEqual({ field: 'kitId' });
    expect((await organizer.call('interviews.list', {})).interviews).toEqual([]);

    const interviewId = await newInterview();
    const change = organizer.call('interviews.change', { interviewId, kitId, title: 'Second round' });
    expect((await refusalOf(change)).code).toBe(code);
    expect((await server.interviews.read(interviewId)).title).toBe(INPUT.title);
  });

  it('keeps its kit from the first opening on, through breaks and to the end', async () => {
    const [kitId, another] = [await newKit(), await newKit()];
    const interviewId = await newInterview(kitId);
    for (const kind of ['session.opened', 'session.closed'] as const) {
      await server.interviews.execute(interviewId, { type: 'system' }, () => ({
        events: [{ kind, payload: {} }],
        result: undefined,
      }));
      const change = organizer.call('interviews.change', { interviewId, kitId: another });
      expect((await refusalOf(change)).code).toBe('wrong-phase');
    }
    await organizer.call('interviews.change', { interviewId, title: 'Still changeable' });
    expect(await chosenOf(interviewId)).toMatchObject({ kitId, version: 1 });
  });
});
