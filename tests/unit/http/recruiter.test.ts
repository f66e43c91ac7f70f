import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { InterviewId, SeatId } from '../../../shared/ids.ts';
import type { NewEvent } from '../../../shared/interview/events.ts';
import { viewOf } from '../../../shared/interview/viewOf.ts';
import type { KitId } from '../../../shared/kit/kitIds.ts';
import type { ClipProgress } from '../../../shared/protocol/recruiterRoutes.ts';
import { lineKeys } from '../../../shared/recruiter/lines.ts';
import {
  type Accommodations,
  DEFAULT_RECRUITER,
  NO_ACCOMMODATIONS,
} from '../../../shared/recruiter/settings.ts';
import { exampleKit } from '../../support/exampleKit.ts';
import { addEvents } from '../../support/scoredInterview.ts';
import { refusalOf } from './refusals.ts';
import { startTestServer, type TestServer, tokenOf } from './testServer.ts';
import type { Visitor } from './visitor.ts';

const NEEDS: Accommodations = { ...NO_ACCOMMODATIONS, extraTime: 1.5, pace: 'slower', textAnswers: true };
const INPUT = {
  title: 'First round',
  jobRole: 'Backend developer',
  scheduledAt: Date.now() + 3_600_000,
  plannedMinutes: 45,
  seats: [
    { role: 'candidate' as const, displayName: 'Ada', accommodations: NEEDS },
    { role: 'interviewer' as const, displayName: 'Grace' },
    { role: 'evaluator' as const, displayName: 'Barbara' },
  ],
};
const HALF: ClipProgress = {
  total: 58,
  ready: 34,
  failed: [{ lineKey: lineKeys.greeting, text: 'Hello.', reason: 'The disk is full.' }],
  renderingText: 'Goodbye.',
};

let server: TestServer;
let owner: Visitor;
let organizer: Visitor;
let kitId: KitId;
let retried: InterviewId[];

beforeAll(async () => {
  server = await startTestServer({
    clips: {
      progress: async () => HALF,
      retry: async ({ interviewId }) => {
        retried.push(interviewId);
      },
    },
  });
  owner = await server.owner();
  organizer = await server.member(owner, 'organizer', 'organizer@example.org');
  ({ kitId } = await organizer.call('kits.create', { kit: exampleKit() }));
});
afterAll(() => server.close());
beforeEach(() => {
  retried = [];
});

async function held() {
  const created = await organizer.call('interviews.create', {
    ...INPUT,
    kitId,
    recruiter: DEFAULT_RECRUITER,
  });
  const [ada, grace, barbara] = created.links.map(({ seatId }) => seatId) as [SeatId, SeatId, SeatId];
  return { interviewId: created.interviewId, ada, grace, barbara };
}

const byPeople = async () => (await organizer.call('interviews.create', { ...INPUT, kitId })).interviewId;
const read = async (interviewId: InterviewId) =>
  (await organizer.call('interviews.read', { interviewId })).view;
const opened: NewEvent = { kind: 'session.opened', payload: {} };

async function kindsOf(interviewId: InterviewId) {
  return (await server.store.interviews.readEvents(interviewId, 0)).map(({ kind }) => kind);
}

async function auditOf(interviewId: InterviewId) {
  return (await server.store.audit.list(50)).filter(({ target }) => target === interviewId);
}

describe('an interview by the virtual recruiter', () => {
  it('is created with the settings for its candidate', async () => {
    const { interviewId, ada } = await held();
    const view = await read(interviewId);
    expect(view.recruiterSettings).toEqual(DEFAULT_RECRUITER);
    expect(view.seats[ada]?.accommodations).toEqual(NEEDS);
    expect((await kindsOf(interviewId)).slice(0, 4)).toEqual([
      'interview.created',
      'kit.chosen',
      'recruiter.assigned',
      'accommodations.set',
    ]);
  });

  it('is marked in the list', async () => {
    const { interviewId } = await held();
    const other = await byPeople();
    const { interviews } = await organizer.call('interviews.list', {});
    const heldBy = new Map(interviews.map(one => [one.interviewId, one.heldByRecruiter]));
    expect([heldBy.get(interviewId), heldBy.get(other)]).toEqual([true, false]);
  });

  it('needs a kit', async () => {
    const before = (await organizer.call('interviews.list', {})).interviews.length;
    const refusal = await refusalOf(
      organizer.call('interviews.create', { ...INPUT, recruiter: DEFAULT_RECRUITER }),
    );
    expect(refusal).toMatchObject({ code: 'invalid', details: { field: 'recruiter' } });
    expect(refusal.reason).toBe('recruiter-needs-kit');
    expect((await organizer.call('interviews.list', {})).interviews).toHaveLength(before);
  });

  it('needs a kit that is usable for an interview', async () => {
    const { kitId: unfinished } = await organizer.call('kits.create', { kit: exampleKit({ questions: [] }) });
    const input = { ...INPUT, kitId: unfinished, recruiter: DEFAULT_RECRUITER };
    const refusal = await refusalOf(organizer.call('interviews.create', input));
    expect(refusal).toMatchObject({ code: 'invalid', details: { field: 'kitId' } });
    const { interviewId } = await held();
    const change = organizer.call('interviews.change', { interviewId, kitId: unfinished });
    expect((await refusalOf(change)).code).toBe('invalid');
    expect((await read(interviewId)).rubric?.kit.kitId).toBe(kitId);
  });

  it('has one candidate from the start, after a change, and after people are added', async () => {
    const alan = { role: 'candidate' as const, displayName: 'Alan' };
    const two = { ...INPUT, kitId, seats: [...INPUT.seats, alan] };
    const refused = await refusalOf(
      organizer.call('interviews.create', { ...two, recruiter: DEFAULT_RECRUITER }),
    );
    expect(refused).toMatchObject({ code: 'invalid', details: { field: 'seats' } });
    const { interviewId } = await held();
    const adding = organizer.call('seats.add', { interviewId, seat: alan });
    expect((await refusalOf(adding)).code).toBe('invalid');
    const { interviewId: ofTwo } = await organizer.call('interviews.create', two);
    const change = organizer.call('interviews.change', { interviewId: ofTwo, recruiter: DEFAULT_RECRUITER });
    expect((await refusalOf(change)).code).toBe('invalid');
  });

  it('can be switched to the virtual recruiter, reconfigured, and switched back to people before it opens', async () => {
    const interviewId = await byPeople();
    const slower = { ...DEFAULT_RECRUITER, pace: 'slower' as const };
    for (const recruiter of [DEFAULT_RECRUITER, slower, slower, 'people', 'people'] as const)
      await organizer.call('interviews.change', { interviewId, recruiter });
    expect((await read(interviewId)).recruiterSettings).toBeUndefined();
    const changes = (await kindsOf(interviewId)).filter(kind => kind === 'recruiter.assigned');
    expect(changes).toHaveLength(3);
  });

  it('can get kit and recruiter in one change, and no recruiter without a kit', async () => {
    const { interviewId } = await organizer.call('interviews.create', INPUT);
    const alone = organizer.call('interviews.change', { interviewId, recruiter: DEFAULT_RECRUITER });
    expect(await refusalOf(alone)).toMatchObject({ code: 'invalid', details: { field: 'recruiter' } });
    await organizer.call('interviews.change', { interviewId, kitId, recruiter: DEFAULT_RECRUITER });
    expect((await read(interviewId)).recruiterSettings).toEqual(DEFAULT_RECRUITER);
  });

  it("can't switch once it has opened", async () => {
    const { interviewId } = await held();
    const other = await byPeople();
    await addEvents(server.interviews, interviewId, [opened]);
    await addEvents(server.interviews, other, [opened]);
    const changes = [
      organizer.call('interviews.change', { interviewId, recruiter: 'people' }),
      organizer.call('interviews.change', { interviewId: other, recruiter: DEFAULT_RECRUITER }),
    ];
    for (const change of changes) expect((await refusalOf(change)).code).toBe('wrong-phase');
    expect((await read(interviewId)).recruiterSettings).toEqual(DEFAULT_RECRUITER);
    await organizer.call('interviews.change', { interviewId, title: 'Still changeable' });
  });
});

describe('accommodations', () => {
  it('can be changed while the interview runs, and the audit log names only the fields', async () => {
    const { interviewId, ada } = await held();
    await addEvents(server.interviews, interviewId, [opened]);
    const accommodations = { ...NEEDS, extraTime: 2 as const, noTimeLimit: true };
    await organizer.call('accommodations.set', { interviewId, seatId: ada, accommodations });
    expect((await read(interviewId)).seats[ada]?.accommodations).toEqual(accommodations);
    const entry = (await auditOf(interviewId)).find(({ action }) => action === 'accommodations.set');
    expect(entry?.details).toEqual({ seatId: ada, fields: ['extraTime', 'noTimeLimit'] });
  });

  it('that are equal to the current ones are no change', async () => {
    const { interviewId, ada } = await held();
    await organizer.call('accommodations.set', { interviewId, seatId: ada, accommodations: NEEDS });
    const sets = (await kindsOf(interviewId)).filter(kind => kind === 'accommodations.set');
    expect(sets).toHaveLength(1);
  });

  it('are removed by setting everything to its default', async () => {
    const { interviewId, ada } = await held();
    const usual = { interviewId, seatId: ada, accommodations: NO_ACCOMMODATIONS };
    await organizer.call('accommodations.set', usual);
    expect((await read(interviewId)).seats[ada]?.accommodations).toEqual(NO_ACCOMMODATIONS);
  });

  it('are for candidates of this interview, until it is over', async () => {
    const { interviewId, ada, grace } = await held();
    const { ada: stranger } = await held();
    const set = (seatId: SeatId) =>
      refusalOf(organizer.call('accommodations.set', { interviewId, seatId, accommodations: NEEDS }));
    expect(await set(grace)).toMatchObject({ code: 'invalid', details: { field: 'seatId' } });
    expect((await set(stranger)).code).toBe('not-found');
    await organizer.call('interviews.cancel', { interviewId });
    expect((await set(ada)).code).toBe('wrong-phase');
  });

  it('are rejected for anyone who is not interviewed, and nothing is created', async () => {
    const seats = [{ role: 'evaluator' as const, displayName: 'Barbara', accommodations: NEEDS }];
    const created = refusalOf(organizer.call('interviews.create', { ...INPUT, seats }));
    expect(await created).toMatchObject({ code: 'invalid', details: { field: 'seats.0.accommodations' } });
    const { interviewId } = await held();
    const seat = { role: 'interviewer' as const, displayName: 'Edsger', accommodations: NEEDS };
    const added = refusalOf(organizer.call('seats.add', { interviewId, seat }));
    expect(await added).toMatchObject({ code: 'invalid', details: { field: 'seat.accommodations' } });
    expect(Object.keys((await read(interviewId)).seats)).toHaveLength(3);
  });

  it('can be set for a candidate who is added later', async () => {
    const input = { ...INPUT, seats: INPUT.seats.slice(1), kitId, recruiter: DEFAULT_RECRUITER };
    const { interviewId } = await organizer.call('interviews.create', input);
    const seat = { role: 'candidate' as const, displayName: 'Lin', accommodations: NEEDS };
    const { link } = await organizer.call('seats.add', { interviewId, seat });
    expect((await read(interviewId)).seats[link.seatId]?.accommodations).toEqual(NEEDS);
  });

  it('are hidden from interviewers and evaluators', async () => {
    const { interviewId, grace, barbara } = await held();
    const state = await server.interviews.read(interviewId);
    for (const seatId of [grace, barbara]) {
      const view = viewOf(state, { kind: 'seat', seatId });
      expect(view.recruiter).toBeDefined();
      expect(view.recruiterSettings).toBeUndefined();
      expect(JSON.stringify(view)).not.toMatch(/accommodations|extraTime|textAnswers/);
    }
  });
});

describe('the start window of an interview', () => {
  const MINUTE_MS = 60_000;
  const DAY_MS = 24 * 60 * MINUTE_MS;
  const far = INPUT.scheduledAt + 2 * DAY_MS;
  const usual = (at: number) => ({ opensAt: at - 30 * MINUTE_MS, closesAt: at + DAY_MS });
  type Input = Parameters<typeof organizer.call<'interviews.create'>>[1];
  const create = async (changes: Partial<Input> = {}) =>
    organizer.call('interviews.create', {
      ...{ ...INPUT, scheduledAt: far, kitId, recruiter: DEFAULT_RECRUITER },
      ...changes,
    });
  const change = (interviewId: InterviewId, changes: object) =>
    organizer.call('interviews.change', { interviewId, ...changes });

  it('opens half an hour early and closes a day later, for the virtual recruiter only', async () => {
    const { interviewId, links } = await create();
    expect((await read(interviewId)).window).toEqual(usual(far));
    const [ada] = links;
    const state = await server.interviews.read(interviewId);
    if (!ada) throw new Error('There is no link.');
    expect(viewOf(state, { kind: 'seat', seatId: ada.seatId }).window).toEqual(usual(far));
    const listed = (await organizer.call('interviews.list', {})).interviews;
    expect(listed.find(one => one.interviewId === interviewId)?.window).toEqual(usual(far));
    expect((await read(await byPeople())).window).toBeUndefined();
  });

  it('closes a day from now when the scheduled time has passed', async () => {
    const before = Date.now();
    const { interviewId } = await create({ scheduledAt: before - 30 * MINUTE_MS });
    expect((await read(interviewId)).window?.closesAt).toBeGreaterThanOrEqual(before + DAY_MS);
  });

  it('can be set or omitted', async () => {
    const window = { opensAt: far - DAY_MS, closesAt: far + MINUTE_MS };
    expect((await read((await create({ window })).interviewId)).window).toEqual(window);
    expect((await read((await create({ window: null })).interviewId)).window).toBeUndefined();
  });

  it('moves with the scheduled start, can be changed, and can be removed', async () => {
    const { interviewId } = await create();
    await change(interviewId, { scheduledAt: far + DAY_MS });
    expect((await read(interviewId)).window).toEqual(usual(far + DAY_MS));
    const window = { opensAt: far, closesAt: far + 3 * DAY_MS };
    await change(interviewId, { window });
    expect((await read(interviewId)).window).toEqual(window);
    await change(interviewId, { window: null });
    expect((await read(interviewId)).window).toBeUndefined();
    await change(interviewId, { scheduledAt: far });
    expect((await read(interviewId)).window).toBeUndefined();
  });

  it('exists once the virtual recruiter is set, and has no effect once people ask', async () => {
    const interviewId = await byPeople();
    await change(interviewId, { recruiter: DEFAULT_RECRUITER });
    expect((await read(interviewId)).window).toEqual(usual(INPUT.scheduledAt));
    await change(interviewId, { recruiter: 'people' });
    expect((await read(interviewId)).window).toBeUndefined();
  });

  it.each([
    ['opens after the scheduled time', { opensAt: far + 1, closesAt: far + DAY_MS }, 'window.opensAt'],
    ['closes by the scheduled time', { opensAt: far - 1, closesAt: far }, 'window.closesAt'],
  ])('is rejected when it %s', async (_what, window, field) => {
    expect(await refusalOf(create({ window }))).toMatchObject({ code: 'invalid', details: { field } });
    const { interviewId } = await create();
    expect(await refusalOf(change(interviewId, { window }))).toMatchObject({
      code: 'invalid',
      details: { field },
    });
    expect((await read(interviewId)).window).toEqual(usual(far));
  });

  it('is rejected with a past deadline, when people ask, and once the session has started', async () => {
    const scheduledAt = Date.now() - 30 * MINUTE_MS;
    const past = { opensAt: scheduledAt, closesAt: scheduledAt + 1 };
    expect(await refusalOf(create({ scheduledAt, window: past }))).toMatchObject({
      code: 'invalid',
      details: { field: 'window.closesAt' },
    });
    const window = usual(INPUT.scheduledAt);
    expect((await refusalOf(change(await byPeople(), { window }))).code).toBe('invalid');
    const { interviewId } = await create();
    await addEvents(server.interviews, interviewId, [opened]);
    const later = { opensAt: far, closesAt: far + DAY_MS };
    expect((await refusalOf(change(interviewId, { window: later }))).code).toBe('wrong-phase');
    await change(interviewId, { scheduledAt: far + DAY_MS });
    expect((await read(interviewId)).window).toEqual(usual(far));
  });

  it("makes the candidate's link report that it is over after the deadline", async () => {
    const { interviewId, links } = await create({ scheduledAt: Date.now() });
    const [ada, grace] = links;
    if (!ada || !grace) throw new Error('There are no links.');
    const over = async ({ url }: { url: string }) =>
      (await server.visitor().call('join.exchange', { link: tokenOf(url) })).over;
    expect([await over(ada), await over(grace)]).toEqual([false, false]);
    const passed = { opensAt: 0, closesAt: Date.now() - 1 };
    await addEvents(server.interviews, interviewId, [
      { kind: 'interview.changed', payload: { window: passed } },
    ]);
    expect([await over(ada), await over(grace)]).toEqual([true, false]);
  });

  it('ends no later than the links', async () => {
    const window = { opensAt: far, closesAt: far + 100 * DAY_MS };
    const { links } = await create({ window });
    expect(links.every(({ expiresAt }) => expiresAt > window.closesAt)).toBe(true);
  });
});

describe('accommodations in the console', () => {
  const seatOf = (email: string) => ({ role: 'evaluator' as const, displayName: 'Wanda', email });
  const seenBy = async (visitor: Visitor, interviewId: InterviewId) =>
    (await visitor.call('interviews.read', { interviewId })).view;

  it("can't be changed by staff who may change no interview", async () => {
    const { interviewId } = await held();
    const iris = await server.member(owner, 'interviewer', 'iris@example.org');
    await organizer.call('seats.add', { interviewId, seat: seatOf('iris@example.org') });
    expect(JSON.stringify(await seenBy(iris, interviewId))).not.toMatch(/accommodations|extraTime/);
    expect(JSON.stringify(await iris.call('interviews.list', {}))).not.toMatch(/accommodations|extraTime/);
  });

  it('are hidden from an organizer who rates in the interview, with every time that reveals them', async () => {
    const { interviewId, ada } = await held();
    const wanda = await server.member(owner, 'organizer', 'wanda@example.org');
    expect((await seenBy(wanda, interviewId)).seats[ada]?.accommodations).toEqual(NEEDS);
    await organizer.call('seats.add', { interviewId, seat: seatOf('Wanda@Example.org') });
    const view = await seenBy(wanda, interviewId);
    expect(view.seats[ada]).toBeDefined();
    expect(JSON.stringify(view)).not.toMatch(/accommodations|extraTime|textAnswers/);
    expect((await read(interviewId)).seats[ada]?.accommodations).toEqual(NEEDS);
  });
});

describe('the clips of an interview', () => {
  it('are counted, and failed ones are named with the reason', async () => {
    const { interviewId } = await held();
    expect(await organizer.call('recruiterClips.progress', { interviewId })).toEqual(HALF);
  });

  it('are generated again on request', async () => {
    const { interviewId } = await held();
    await organizer.call('recruiterClips.retry', { interviewId });
    expect(retried).toEqual([interviewId]);
  });

  it('do not exist when people ask the questions', async () => {
    const interviewId = await byPeople();
    const none = { total: 0, ready: 0, failed: [] };
    expect(await organizer.call('recruiterClips.progress', { interviewId })).toEqual(none);
    await organizer.call('recruiterClips.retry', { interviewId });
    expect(retried).toEqual([]);
  });
});
