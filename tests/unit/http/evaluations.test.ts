import { describe, expect, it } from 'vitest';
import { Interviews } from '../../../server/interviews/interviews.ts';
import { CLAIM_LEASE_MS, USUAL_EVALUATION } from '../../../shared/evaluation/evaluationSettings.ts';
import { codeNameOf } from '../../../shared/evaluation/evaluationState.ts';
import { InterviewId, type SeatId, UserId } from '../../../shared/ids.ts';
import { candidateOf } from '../../../shared/recruiter/recruiterContextOf.ts';
import { heldByRecruiter } from '../../support/evaluatedInterviews.ts';
import { addWaiting, waitingEvaluations } from '../../support/evaluationRows.ts';
import { eventually } from '../../support/eventually.ts';
import { tablesThatMention } from '../../support/practiceRows.ts';
import { addEvents } from '../../support/scoredInterview.ts';
import { EvaluatedPractice } from './evaluatedPractice.ts';
import { PracticedInterview } from './practicedInterview.ts';
import { KIT } from './practicedServer.ts';
import { refusalOf } from './refusals.ts';

const house = EvaluatedPractice.ofEach();
const HOUR_MS = 3_600_000;

describe('the reassessment queue', () => {
  it('lists an attempt that requested evaluation, under a code name, with its promised date', async () => {
    const held = await house.over();
    const state = await held.state();
    const seatId = candidateOf(state)?.seatId ?? '';
    const { items, counts, kits } = await house.list();
    expect(items).toMatchObject([
      {
        interviewId: state.interviewId,
        kind: 'practice',
        role: KIT.role,
        length: 'short',
        candidate: codeNameOf(seatId),
        dueAt: (state.endedAt ?? 0) + 48 * HOUR_MS,
        promisedAt: (state.endedAt ?? 0) + 48 * HOUR_MS,
        stage: 'rate',
        step: 'rate',
        raters: 1,
        locked: 0,
        claims: [],
        own: 'none',
      },
    ]);
    expect(items[0]?.refused).toBeUndefined();
    expect({ counts, kits }).toMatchObject({
      counts: { total: 1, due: [{ value: 'later', count: 1 }], locales: [{ value: KIT.locale, count: 1 }] },
      kits: [{ kitId: house.kitId, role: KIT.role }],
    });
    expect(JSON.stringify(items)).not.toContain('Ada');
  });

  it('omits practice that is not for evaluation, and attempts with neither recording nor text', async () => {
    await house.over({ purpose: 'self' });
    await house.over({ recording: false });
    expect((await house.list()).items).toEqual([]);
    expect((await house.list({ steps: ['closed'] })).items).toMatchObject([{ refused: 'nothing-to-rate' }]);
  });

  it("counts what it lists, and the reader's own claims separately", async () => {
    const ids = [];
    for (const name of ['Ada', 'Grace', 'Alan'])
      ids.push((await (await house.over({ name })).state()).interviewId);
    const [own] = ids;
    if (own) await house.claim(own);
    const rest = await house.list({ held: false });
    expect(rest.items.map(({ interviewId }) => interviewId).sort()).toEqual(ids.slice(1).sort());
    expect(rest.counts.total).toBe(3);
    expect((await house.list({ held: true })).items).toMatchObject([{ interviewId: own }]);
    expect(await house.list({ held: false }, house.second)).toMatchObject({ counts: { total: 3 } });
  });

  it("finds what another server wrote, with any number of interviews that can't be loaded", async () => {
    const elsewhere = new Interviews({ store: house.server.store.interviews });
    const { interviewId } = await heldByRecruiter(house.server.interviews);
    await house.item(interviewId);
    // Interviews without a log.
    const lost = waitingEvaluations(450, Date.now()).map((row, index) => ({
      ...row,
      interviewId: InterviewId.parse(`00000000-0000-7000-8000-${String(index).padStart(12, '0')}`),
    }));
    await addWaiting(house.server.store, lost);
    await house.server.store.database.kysely
      .updateTable('interviews')
      .set({ lastSeq: 9 })
      .where('interviewId', 'like', '00000000-%')
      .execute();
    await addEvents(elsewhere, interviewId, [{ kind: 'scoring.closed', payload: {} }]);
    const { tracker } = house.server.evaluation;
    for (let round = 0; round < 3; round += 1) await tracker.poll();
    expect((await house.first.call('evaluations.read', { interviewId })).item.stage).toBe('closed');
  });

  it('finds what another server ended in its next poll', async () => {
    const held = await house.answered();
    const { interviewId } = await held.state();
    const elsewhere = new Interviews({ store: house.server.store.interviews });
    await elsewhere.execute(interviewId, { type: 'system' }, () => ({
      events: [{ kind: 'session.ended', payload: {} }],
      result: undefined,
    }));
    expect((await house.list()).items).toEqual([]);
    await house.server.evaluation.tracker.poll();
    expect((await house.list()).items).toMatchObject([{ interviewId }]);
  });
});

describe('a claim', () => {
  it('opens a seat for rating, for two hours that are extended by activity', async () => {
    const held = await house.over();
    const { interviewId } = await held.state();
    const claim = await house.claim(interviewId);
    expect(claim.expiresAt - Date.now()).toBeGreaterThan(CLAIM_LEASE_MS - 60_000);
    const { seatId, role } = await house.exchange(claim.link);
    expect({ seatId, role }).toEqual({ seatId: claim.seatId, role: 'evaluator' });
    await house.age(interviewId, HOUR_MS);
    await house.rate(await held.state(), claim.seatId, 3, { locks: false });
    const { claims, own } = await house.item(interviewId);
    expect(own).toBe('held');
    expect((claims[0]?.expiresAt ?? 0) - Date.now()).toBeGreaterThan(CLAIM_LEASE_MS - 60_000);
    await house.age(interviewId, HOUR_MS);
    const { expiresAt } = await house.first.call('evaluations.renew', { interviewId });
    expect(expiresAt - Date.now()).toBeGreaterThan(CLAIM_LEASE_MS - 60_000);
  });

  it('goes to one of two who claim at the same time; the other sees who has it, and what is next', async () => {
    const held = await house.over();
    const { interviewId } = await held.state();
    const other = await house.over({ name: 'Grace' });
    const answers = await Promise.all(
      [house.first, house.second].map(by => by.call('evaluations.claim', { interviewId })),
    );
    expect(answers.map(({ outcome }) => outcome).sort()).toEqual(['claimed', 'taken']);
    const taken = answers.find(answer => answer.outcome === 'taken');
    expect(taken).toMatchObject({
      by: ['evaluator'],
      next: { interviewId: (await other.state()).interviewId },
    });
    const seats = Object.values((await held.state()).seats).filter(({ role }) => role === 'evaluator');
    expect(seats).toHaveLength(1);
  });

  it('is returned with the draft, which stays in the seat', async () => {
    const held = await house.over();
    const { interviewId } = await held.state();
    const claim = await house.claim(interviewId);
    await house.rate(await held.state(), claim.seatId, 4, { locks: false });
    await house.first.call('evaluations.release', { interviewId });
    expect(await house.linkWorks(claim.link)).toBe(false);
    expect(await house.item(interviewId)).toMatchObject({ own: 'draft', claims: [] });
    expect((await refusalOf(house.first.call('evaluations.open', { interviewId }))).code).toBe('conflict');
    await house.claim(interviewId, house.second);
    await house.second.call('evaluations.release', { interviewId });
    const again = await house.claim(interviewId);
    expect(again.seatId).toBe(claim.seatId);
    const card = (await held.state()).rubric?.scorecards[claim.seatId];
    expect(Object.values(card?.ratings ?? {}).every(({ value }) => value === 4)).toBe(true);
  });

  it('that expires in mid-sentence ends there: the draft stays, and the interview is free', async () => {
    const held = await house.over();
    const { interviewId } = await held.state();
    const claim = await house.claim(interviewId);
    await house.age(interviewId, CLAIM_LEASE_MS + 1_000);
    expect((await refusalOf(house.first.call('evaluations.renew', { interviewId }))).code).toBe('conflict');
    expect(await house.linkWorks(claim.link)).toBe(false);
    expect((await held.state()).evaluation?.claims[claim.seatId]?.released?.reason).toBe('expired');
    const second = await house.claim(interviewId, house.second);
    expect(second.seatId).not.toBe(claim.seatId);
    expect((await house.item(interviewId)).refused).toBe('enough-raters');
  });

  it('that has expired is immediately available to the next person', async () => {
    const held = await house.over();
    const { interviewId } = await held.state();
    const claim = await house.claim(interviewId);
    await house.age(interviewId, CLAIM_LEASE_MS + 1_000);
    await house.claim(interviewId, house.second);
    expect(await house.linkWorks(claim.link)).toBe(false);
  });

  it("is rejected for one's own practice, and when nothing is left to rate", async () => {
    const own = await house.over({ email: 'First@example.org' });
    const ownId = (await own.state()).interviewId;
    expect((await house.item(ownId)).refused).toBe('own-practice');
    expect((await refusalOf(house.first.call('evaluations.claim', { interviewId: ownId }))).code).toBe(
      'forbidden',
    );
    await house.claim(ownId, house.second);
    const silent = await house.over({ recording: false });
    const { interviewId } = await silent.state();
    expect((await refusalOf(house.first.call('evaluations.claim', { interviewId }))).code).toBe('conflict');
  });

  it('ends with the recording: the evaluator’s link stops working and the evaluation closes', async () => {
    const held = await house.over();
    const { interviewId } = await held.state();
    const claim = await house.claim(interviewId);
    await held.write({ kind: 'recording.erased', payload: { recordingId: held.recordingId } });
    expect(await house.item(interviewId)).toMatchObject({ stage: 'closed', refused: 'nothing-to-rate' });
    expect(await house.linkWorks(claim.link)).toBe(false);
    expect((await held.state()).evaluation?.claims[claim.seatId]?.released?.reason).toBe('erased');
  });

  it('ends when the owner deletes the attempt, which is no longer in the queue', async () => {
    const stranger = await house.start({ purpose: 'evaluation' });
    const held = await PracticedInterview.hold(house.server, stranger);
    const { interviewId } = stranger;
    await house.server.evaluation.tracker.follow(interviewId);
    const claim = await house.claim(interviewId);
    await house.rate(await held.state(), claim.seatId, 4, { locks: false });
    await stranger.asker.call('practice.delete', stranger.ref);
    expect(await house.linkWorks(claim.link)).toBe(false);
    expect((await house.list()).items).toEqual([]);
    for (const route of ['evaluations.claim', 'evaluations.open', 'evaluations.renew'] as const)
      expect(['not-found', 'conflict']).toContain(
        (await refusalOf(house.first.call(route, { interviewId }))).code,
      );
    await eventually('the attempt to be gone', async () => {
      const mentioned = await tablesThatMention(house.server.store, [interviewId]);
      return mentioned.length === 0;
    });
  });

  it('ends with the account of the evaluator, and others can claim', async () => {
    const held = await house.over();
    const { interviewId } = await held.state();
    const claim = await house.claim(interviewId);
    const { members } = await house.owner.call('staff.list', {});
    const userId = members.find(({ email }) => email === 'first@example.org')?.userId ?? '';
    await house.owner.call('staff.change', { userId: UserId.parse(userId), disabled: true });
    await house.server.evaluation.tracker.poll();
    expect((await held.state()).evaluation?.claims[claim.seatId]?.released?.reason).toBe('disabled');
    expect(await house.linkWorks(claim.link)).toBe(false);
    await house.claim(interviewId, house.second);
  });

  it('is removed only by people who manage evaluations', async () => {
    const held = await house.over();
    const { interviewId } = await held.state();
    const claim = await house.claim(interviewId);
    const userId = (await house.item(interviewId)).claims[0]?.userId as UserId;
    expect((await refusalOf(house.second.call('evaluations.takeBack', { interviewId, userId }))).code).toBe(
      'forbidden',
    );
    await house.owner.call('evaluations.takeBack', { interviewId, userId });
    expect(await house.linkWorks(claim.link)).toBe(false);
    const again = await refusalOf(house.owner.call('evaluations.takeBack', { interviewId, userId }));
    expect(again).toMatchObject({ code: 'conflict', reason: 'not-claimed-by' });
  });

  it('is assigned by people who manage evaluations, with an email; not to the candidate, nor when enough people rate', async () => {
    const held = await house.over({ email: 'second@example.org' });
    const { interviewId } = await held.state();
    const { members } = await house.owner.call('staff.list', {});
    const give = (address: string, by = house.owner) => {
      const userId = members.find(({ email }) => email === address)?.userId ?? '';
      return by.call('evaluations.assign', { interviewId, userId: UserId.parse(userId) });
    };
    expect((await refusalOf(give('first@example.org', house.first))).code).toBe('forbidden');
    expect((await refusalOf(give('second@example.org'))).code).toBe('forbidden');
    await give('first@example.org');
    expect((await house.list({ held: true })).items).toMatchObject([{ interviewId, own: 'held' }]);
    expect((await refusalOf(give('olga@example.org'))).code).toBe('conflict');
    const [first] = (await house.item(interviewId)).claims;
    await house.owner.call('staff.change', { userId: first?.userId as UserId, disabled: true });
    expect((await refusalOf(give('first@example.org'))).code).toBe('not-found');
  });

  it('is not assigned to someone already at work, whose page stays open', async () => {
    const held = await house.over();
    const { interviewId } = await held.state();
    const claim = await house.claim(interviewId);
    const { members } = await house.owner.call('staff.list', {});
    const assign = (address: string) => {
      const userId = UserId.parse(members.find(({ email }) => email === address)?.userId);
      return house.owner.call('evaluations.assign', { interviewId, userId });
    };
    expect(await refusalOf(assign('first@example.org'))).toMatchObject({
      code: 'conflict',
      reason: 'claimed-by',
      values: { name: 'evaluator' },
    });
    expect(await house.linkWorks(claim.link)).toBe(true);
    await house.rate(await held.state(), claim.seatId, 4);
    expect(await refusalOf(assign('first@example.org'))).toMatchObject({
      code: 'conflict',
      reason: 'already-rated-by',
      values: { name: 'evaluator' },
    });
  });

  it('is assigned once, however often a lead clicks', async () => {
    const held = await house.over();
    const { interviewId } = await held.state();
    const { members } = await house.owner.call('staff.list', {});
    const userId = UserId.parse(members.find(({ email }) => email === 'first@example.org')?.userId);
    const answers = await Promise.allSettled(
      Array.from({ length: 3 }, () => house.owner.call('evaluations.assign', { interviewId, userId })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
    const links = Object.values((await held.state()).seats).filter(({ role }) => role === 'evaluator');
    expect(links).toHaveLength(1);
  });
});

it('evaluation settings that two people change at the same time are all saved', async () => {
  await house.owner.call('evaluations.change', { settings: { promiseHours: 24 } });
  await house.owner.call('evaluations.change', {
    settings: { namesHidden: { practice: false, interviews: true } },
  });
  await house.owner.call('evaluations.change', { settings: {} });
  const { settings } = await house.owner.call('evaluations.settings', {});
  expect(settings).toEqual({
    ...USUAL_EVALUATION,
    promiseHours: 24,
    namesHidden: { practice: false, interviews: true },
  });
});

describe('scorecards of practice', () => {
  it('by two evaluators are required when the kit says so, and a third evaluator no longer is', async () => {
    const { settings } = await house.owner.call('evaluations.settings', {});
    await house.owner.call('evaluations.change', {
      settings: { ...settings, ratersByKit: { [house.kitId]: 2 } },
    });
    const held = await house.over();
    const { interviewId } = await held.state();
    const one = await house.claim(interviewId);
    const two = await house.claim(interviewId, house.second);
    const third = await house.owner.call('evaluations.claim', { interviewId });
    expect(third).toMatchObject({ outcome: 'taken', by: ['evaluator', 'evaluator'] });
    await house.rate(await held.state(), one.seatId, 2);
    expect(await house.item(interviewId)).toMatchObject({
      stage: 'rate',
      locked: 1,
      own: 'locked',
      refused: 'rated',
    });
    await house.rate(await held.state(), two.seatId, 5);
    expect(await house.item(interviewId)).toMatchObject({ stage: 'agree', locked: 2 });
    const { item } = await house.owner.call('evaluations.addRater', { interviewId });
    expect(item).toMatchObject({ stage: 'rate', raters: 3, locked: 2 });
    const tie = await house.claim(interviewId, house.owner);
    expect(tie.shadow).toBe(false);
    expect((await refusalOf(house.owner.call('evaluations.addRater', { interviewId }))).code).toBe(
      'conflict',
    );
  });

  it('that differ are compared until each evaluator keeps or revises their ratings', async () => {
    await house.owner.call('evaluations.change', { settings: { ratersByKit: { [house.kitId]: 2 } } });
    const held = await house.over();
    const { interviewId } = await held.state();
    const one = await house.claim(interviewId);
    const two = await house.claim(interviewId, house.second);
    await house.rate(await held.state(), one.seatId, 2);
    // Nothing is left for the first evaluator until the second has locked.
    const mine = async (by = house.first) => (await house.list({ who: 'mine' }, by)).items.length;
    expect(await mine()).toBe(0);
    await house.rate(await held.state(), two.seatId, 5);
    expect(await house.item(interviewId)).toMatchObject({ stage: 'agree', compared: false });
    expect(await mine()).toBe(1);
    const keep = (seatId: SeatId) =>
      addEvents(house.server.interviews, interviewId, [{ kind: 'ratings.kept', payload: { seatId } }]);
    await keep(one.seatId);
    expect(await house.item(interviewId)).toMatchObject({
      ...{ stage: 'agree', compared: true },
      claims: [{ compared: true }, { compared: false }],
    });
    expect([await mine(), await mine(house.second)]).toEqual([0, 1]);
    await keep(two.seatId);
    expect(await house.item(interviewId)).toMatchObject({ stage: 'write', compared: false });
  });

  it('make a report possible once locked, and their author may view theirs again', async () => {
    const held = await house.over();
    const { interviewId } = await held.state();
    const claim = await house.claim(interviewId);
    await house.rate(await held.state(), claim.seatId, 4);
    expect(await house.item(interviewId)).toMatchObject({
      stage: 'write',
      locked: 1,
      claims: [{ state: 'locked', name: 'evaluator' }],
    });
    const opened = await house.first.call('evaluations.open', { interviewId });
    expect(opened.claim.seatId).toBe(claim.seatId);
    expect(await house.linkWorks(opened.claim.link)).toBe(true);
    expect((await house.list({ who: 'mine' })).items).toHaveLength(1);
    expect((await house.list({ who: 'mine' }, house.second)).items).toHaveLength(0);
    const { people } = await house.owner.call('evaluations.load', {});
    const person = people.find(({ locked }) => locked === 1);
    if (!person) throw new Error('One person has locked.');
    // Their row leads to the same work, for people who manage evaluations and for themselves.
    const { userId } = person;
    expect(await house.list({ person: userId }, house.owner)).toMatchObject({
      ...{ person: 'evaluator', items: [{ interviewId, step: 'write' }], counts: { total: 1 } },
    });
    const offered = async (by: typeof house.owner) =>
      (await house.list({}, by)).people?.some(one => one.userId === userId);
    expect([await offered(house.owner), await offered(house.first)]).toEqual([true, undefined]);
    expect((await house.list({ person: userId })).items).toHaveLength(1);
    const refused = await refusalOf(house.list({ person: userId }, house.second));
    expect(refused.code).toBe('forbidden');
    expect(person).toMatchObject({
      // They have locked, and the report is left to write.
      open: 1,
      medianMs: expect.any(Number),
    });
  });

  it('keeps what an evaluator has claimed when their email address changes', async () => {
    const held = await house.over();
    const { interviewId } = await held.state();
    const { seatId } = await house.claim(interviewId);
    const member = (await house.first.call('account.read', {})).member;
    const userId = member?.userId ?? '';
    await house.owner.call('staff.changeEmail', { userId, email: 'first@example.com' });
    await house.first.call('evaluations.open', { interviewId });
    expect((await held.state()).seats[seatId]?.email).toBe('first@example.com');
    expect((await house.list({ who: 'mine' })).items).toHaveLength(1);
  });
});
