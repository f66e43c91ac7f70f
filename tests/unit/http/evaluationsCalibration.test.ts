import { describe, expect, it } from 'vitest';
import { type InterviewId, NodeId, UserId } from '../../../shared/ids.ts';
import type { NewEvent } from '../../../shared/interview/events.ts';
import type { CompetencyId } from '../../../shared/kit/kitIds.ts';
import type { RatingValue } from '../../../shared/rubric/rating.ts';
import { heldByRecruiter } from '../../support/evaluatedInterviews.ts';
import { chosenKit } from '../../support/exampleKit.ts';
import { newRecordingId, newStretchId } from '../../support/finishedRecording.ts';
import { newSeat } from '../../support/interviewLog.ts';
import { addEvents, type RaterScript, scoredInterview } from '../../support/scoredInterview.ts';
import { EvaluatedPractice } from './evaluatedPractice.ts';
import { refusalOf } from './refusals.ts';

const house = EvaluatedPractice.ofEach();

const stateOf = (interviewId: InterviewId) => house.server.interviews.read(interviewId);

async function held(version = 1): Promise<InterviewId> {
  const { interviewId } = await heldByRecruiter(house.server.interviews, { chosen: chosenKit({ version }) });
  await house.server.evaluation.tracker.follow(interviewId);
  return interviewId;
}

async function agreedOn(interviewId: InterviewId, value: RatingValue) {
  const { rubric } = await stateOf(interviewId);
  return Object.fromEntries((rubric?.chosen.kit.competencies ?? []).map(({ id }) => [id, value])) as Record<
    CompetencyId,
    RatingValue
  >;
}

/** Creates an interview that the owner rated and marked as a reference. */
async function reference(value: RatingValue, version = 1): Promise<InterviewId> {
  const interviewId = await held(version);
  const { seatId } = await house.claim(interviewId, house.owner);
  await house.rate(await stateOf(interviewId), seatId, value);
  await recordingIs(interviewId, 'ready');
  const ratings = await agreedOn(interviewId, value);
  await house.owner.call('evaluations.markReference', { interviewId, ratings });
  return interviewId;
}

/** An interview that two people held and rated live. */
async function liveInterview(...raters: Omit<RaterScript, 'seat'>[]): Promise<InterviewId> {
  const interviewId = await scoredInterview(house.server.interviews, {
    raters: raters.map(rater => ({ ...rater, seat: newSeat('interviewer') })),
  });
  await house.server.evaluation.tracker.follow(interviewId);
  return interviewId;
}

function recorded(): NewEvent {
  const recording = { recordingId: newRecordingId(), stretchId: newStretchId(), agoMs: 0 };
  return { kind: 'recording.started', payload: { ...recording, nodeId: NodeId.parse('sfu-1') } };
}

async function recordingIs(interviewId: InterviewId, state: string): Promise<void> {
  const recordingId = (await stateOf(interviewId)).recording?.recordingId;
  if (!recordingId) throw new Error('It was not recorded.');
  const { kysely } = house.server.store.database;
  await house.server.store.interviewRecordings.note({
    ...{ recordingId, interviewId, startedAt: Date.now(), stretches: [] },
  });
  await kysely.updateTable('recordings').set({ state }).where('recordingId', '=', recordingId).execute();
}

const calibrate = async (on = true) => {
  const { settings } = await house.owner.call('evaluations.settings', {});
  await house.owner.call('evaluations.change', { settings: { ...settings, calibration: on } });
};

describe('a reference interview', () => {
  it('is marked by people who manage evaluations, once its scorecards are open, in the words of its own kit', async () => {
    const interviewId = await held();
    const ratings = await agreedOn(interviewId, 3);
    const mark = (by: typeof house.owner, changes: object) =>
      refusalOf(by.call('evaluations.markReference', { interviewId, ratings, ...changes }));
    expect((await mark(house.owner, {})).code).toBe('blind');
    const { seatId } = await house.claim(interviewId, house.second);
    await house.rate(await stateOf(interviewId), seatId, 3);
    await recordingIs(interviewId, 'ready');
    expect((await mark(house.first, {})).code).toBe('forbidden');
    expect((await mark(house.owner, { ratings: { juggling: 3 } })).code).toBe('not-in-kit');
    expect((await mark(house.owner, { ratings: {} })).code).toBe('invalid');
    expect((await mark(house.owner, { ratings: await agreedOn(interviewId, 'N') })).code).toBe('invalid');
    await house.owner.call('evaluations.markReference', { interviewId, ratings });
    expect((await house.item(interviewId)).reference).toBe(true);
    await house.owner.call('evaluations.markReference', { interviewId, ratings: null });
    expect((await house.item(interviewId)).reference).toBe(false);
    // Later evaluators could not see what its evaluators saw.
    const live = await liveInterview({ ratings: 3 }, { ratings: 3 });
    expect((await mark(house.owner, { interviewId: live })).code).toBe('conflict');
  });

  it('can be an interview that people held and rated live, if it was recorded and everyone has locked', async () => {
    await calibrate();
    const unfinished = await liveInterview({ ratings: 3 }, { ratings: 3, locks: false });
    await addEvents(house.server.interviews, unfinished, [
      recorded(),
      { kind: 'scorecards.opened', payload: { byName: 'Olga', reason: 'Time' } },
    ]);
    await recordingIs(unfinished, 'ready');
    const refused = await refusalOf(
      house.owner.call('evaluations.markReference', {
        interviewId: unfinished,
        ratings: await agreedOn(unfinished, 3),
      }),
    );
    expect(refused).toMatchObject({ code: 'conflict', reason: 'reference-needs-all-ratings' });

    const interviewId = await liveInterview({ ratings: 3 }, { ratings: 4 });
    await addEvents(house.server.interviews, interviewId, [recorded()]);
    await recordingIs(interviewId, 'ready');
    const before = await house.item(interviewId, house.owner);
    const ratings = await agreedOn(interviewId, 3);
    await house.owner.call('evaluations.markReference', { interviewId, ratings });
    // Nothing else about the interview changes.
    expect(await house.item(interviewId, house.owner)).toMatchObject({
      ...{ stage: before.stage, raters: 2, locked: 2, reference: true },
    });
    const { calibration } = await house.first.call('evaluations.calibration', {});
    expect(calibration).toMatchObject({ needed: 1, references: [{ interviewId, part: 'open' }] });
    const claim = await house.claim(interviewId);
    expect(claim.shadow).toBe(true);
    await house.rate(await stateOf(interviewId), claim.seatId, 3);
    expect((await house.first.call('evaluations.calibration', {})).calibration.standing).toBe('passed');
  });

  it('isn’t offered and can’t be marked while its evaluators still compare ratings far apart', async () => {
    const interviewId = await liveInterview({ ratings: 5 }, { ratings: 2 });
    await addEvents(house.server.interviews, interviewId, [recorded()]);
    await recordingIs(interviewId, 'ready');
    expect(await house.item(interviewId, house.owner)).toMatchObject({ stage: 'agree', referable: false });
    expect((await house.list({ referable: true }, house.owner)).items).toEqual([]);
    const ratings = await agreedOn(interviewId, 3);
    const mark = () => house.owner.call('evaluations.markReference', { interviewId, ratings });
    expect((await refusalOf(mark())).reason).toBe('reference-needs-comparison');
    await house.owner.call('evaluations.endComparison', { interviewId });
    expect((await house.list({ referable: true }, house.owner)).items).toMatchObject([{ interviewId }]);
    await mark();
    // References are listed on their own page.
    expect((await house.list({ referable: true }, house.owner)).items).toEqual([]);
  });

  it.each(['processing', 'failed'])('needs a recording that plays, not one that is %s', async state => {
    const interviewId = await held();
    const { seatId } = await house.claim(interviewId, house.owner);
    await house.rate(await stateOf(interviewId), seatId, 3);
    await recordingIs(interviewId, state);
    const ratings = await agreedOn(interviewId, 3);
    const refused = await refusalOf(house.owner.call('evaluations.markReference', { interviewId, ratings }));
    expect(refused.reason).toBe('reference-needs-recording');
    const offered = async () => [
      (await house.item(interviewId, house.owner)).referable,
      (await house.list({ referable: true }, house.owner)).items.length,
    ];
    expect(await offered()).toEqual([false, 0]);
    await recordingIs(interviewId, 'ready');
    expect(await offered()).toEqual([true, 1]);
    await house.owner.call('evaluations.markReference', { interviewId, ratings });
  });

  it('is listed with who marked it and the agreed ratings, which evaluators see after rating it', async () => {
    await calibrate();
    const interviewId = await reference(2);
    const listed = async (by: typeof house.owner) =>
      (await by.call('evaluations.calibration', {})).calibration.references;
    const common = { interviewId, role: 'Backend Developer', markedBy: 'Olga Owner', ratedBy: 0 };
    const [ofLead] = await listed(house.owner);
    expect(ofLead).toMatchObject({ ...common, part: 'rater', candidate: 'Ada Lovelace' });
    expect(ofLead?.agreed?.[0]).toMatchObject({ name: expect.any(String), value: 2 });
    const [ofEvaluator] = await listed(house.first);
    expect(ofEvaluator).toMatchObject({ ...common, part: 'open' });
    expect(ofEvaluator).not.toHaveProperty('agreed');
    expect(ofEvaluator).not.toHaveProperty('name');
    const { seatId } = await house.claim(interviewId);
    await house.rate(await stateOf(interviewId), seatId, 4);
    expect(await listed(house.first)).toMatchObject([
      { part: 'rated', agreed: [{ value: 2 }, {}, {}, {}, {}] },
    ]);
    // The list doesn't hide a reference that can no longer be watched.
    const { recording } = await stateOf(interviewId);
    if (!recording?.recordingId) throw new Error('It was recorded.');
    await addEvents(house.server.interviews, interviewId, [
      { kind: 'recording.erased', payload: { recordingId: recording.recordingId } },
    ]);
    await house.item(interviewId);
    expect(await listed(house.second)).toMatchObject([{ interviewId, part: 'gone' }]);
  });
});

describe('a new evaluator', () => {
  it('rates five references, sees the difference from each, and counts from then on', async () => {
    const references = [];
    await calibrate();
    const waiting = await held();
    // Without references, there is nothing to compare with.
    expect(await house.item(waiting)).toMatchObject({ shadow: false });
    expect((await house.first.call('evaluations.calibration', {})).calibration).toMatchObject({
      standing: 'no-references',
      needed: 0,
      references: [],
    });
    // The kit has changed since the first references; competencies are compared by name.
    for (const [index, value] of ([2, 3, 3, 4] as const).entries())
      references.push(await reference(value, index < 2 ? 1 : 2));
    references.push(await reference(5));
    expect(await house.item(waiting)).toMatchObject({ shadow: true });
    expect(await house.item(waiting, house.owner)).toMatchObject({ shadow: false });

    const shadow = await house.claim(waiting);
    expect(shadow.shadow).toBe(true);
    await house.rate(await stateOf(waiting), shadow.seatId, 5);
    expect(await house.item(waiting, house.second)).toMatchObject({ stage: 'rate', locked: 0 });
    expect((await stateOf(waiting)).rubric?.scorecardsOpenAt).toBeUndefined();

    const open = (await house.first.call('evaluations.calibration', {})).calibration.references;
    expect(open.map(({ interviewId }) => interviewId).sort()).toEqual(references.sort());
    for (const { interviewId } of open) {
      const claim = await house.claim(interviewId);
      expect(claim.shadow).toBe(true);
      // The ratings of others would influence the new evaluator.
      expect((await refusalOf(house.first.call('scorecards.read', { interviewId }))).code).toBe('blind');
      await house.rate(await stateOf(interviewId), claim.seatId, 4);
      const { rubric } = await stateOf(interviewId);
      expect(rubric?.scorecards[claim.seatId]?.lock).toBeDefined();
      const { scorecards } = await house.owner.call('scorecards.read', { interviewId });
      expect(Object.keys(scorecards)).not.toContain(claim.seatId);
    }
    const { calibration } = await house.first.call('evaluations.calibration', {});
    expect(calibration).toMatchObject({ needed: 5, enough: 5, on: true, standing: 'passed' });
    expect(calibration.rated).toHaveLength(5);
    // 4 against 2, 3, 3, 4, and 5.
    expect(calibration.distances.length).toBeGreaterThan(0);
    for (const distance of calibration.distances)
      expect(distance).toMatchObject({ n: 5, mean: 1, bias: 0.6 });
    expect(await house.item(await held())).toMatchObject({ shadow: false });
    const { people } = await house.owner.call('evaluations.load', {});
    expect(people.map(({ calibration: progress }) => [progress?.standing, progress?.done])).toEqual(
      expect.arrayContaining([
        ['passed', 5],
        ['rating', 0],
        ['exempt', 0],
      ]),
    );
  });

  it('reads the same numbers in each comparison and in the distances, rounded to tenths once', async () => {
    await calibrate();
    const first = await reference(4);
    const { seatId } = await house.claim(first);
    await house.rate(await stateOf(first), seatId, index => ([3, 4, 4] as const)[index % 3] ?? 4);
    const { calibration } = await house.first.call('evaluations.calibration', {});
    const competencies = calibration.rated[0]?.competencies ?? [];
    expect(competencies.some(({ own }) => typeof own === 'number' && !Number.isInteger(own))).toBe(true);
    for (const { own, agreed, name } of competencies) {
      if (typeof own !== 'number' || typeof agreed !== 'number') throw new Error('Both are numbers.');
      expect(own * 10).toBeCloseTo(Math.round(own * 10), 8);
      const distance = calibration.distances.find(known => known.name === name);
      expect(distance?.bias).toBeCloseTo(own - agreed, 8);
      expect(distance?.mean).toBeCloseTo(Math.abs(own - agreed), 8);
    }
  });

  it('is told the true reason why their evaluations count: locks first, then references that they rated themselves', async () => {
    await calibrate();
    const interviewId = await held();
    const { seatId } = await house.claim(interviewId);
    await house.rate(await stateOf(interviewId), seatId, 3);
    await recordingIs(interviewId, 'ready');
    await house.owner.call('evaluations.markReference', {
      interviewId,
      ratings: await agreedOn(interviewId, 3),
    });
    const own = async () => (await house.first.call('evaluations.calibration', {})).calibration.standing;
    expect(await own()).toBe('rater');
    for (let locked = 1; locked < 5; locked += 1) {
      const next = await held();
      const claim = await house.claim(next);
      await house.rate(await stateOf(next), claim.seatId, 3);
    }
    expect(await own()).toBe('experienced');
  });

  it('gets no credit for a reference that they rated with N', async () => {
    await calibrate();
    const first = await reference(2);
    const { seatId } = await house.claim(first);
    await house.rate(await stateOf(first), seatId, 'N');
    const own = async () => (await house.first.call('evaluations.calibration', {})).calibration;
    expect(await own()).toMatchObject({
      ...{ standing: 'rating', needed: 1, done: 0, rated: [{ interviewId: first, counts: false }] },
    });
    expect(await house.item(await held())).toMatchObject({ shadow: true });
  });

  it('needs no calibration after five evaluations that count', async () => {
    for (let locked = 0; locked < 5; locked += 1) {
      const interviewId = await held();
      const { seatId } = await house.claim(interviewId);
      await house.rate(await stateOf(interviewId), seatId, 3);
    }
    await reference(2);
    const loads = async () => (await house.owner.call('evaluations.load', {})).people;
    const standings = async () => (await loads()).map(person => person.calibration?.standing).sort();
    // Before an owner turns calibration on, the list says whom it will affect.
    expect(await standings()).toEqual(['exempt', 'experienced', 'rating']);
    await calibrate();
    expect(await standings()).toEqual(['exempt', 'experienced', 'rating']);
    const waiting = await held();
    expect(await house.item(waiting)).toMatchObject({ shadow: false });
    expect(await house.item(waiting, house.second)).toMatchObject({ shadow: true });
  });

  it('is compared from the first reference on, and counts once all existing ones are rated', async () => {
    await calibrate();
    const own = async () => (await house.first.call('evaluations.calibration', {})).calibration;
    const first = await reference(2);
    expect(await own()).toMatchObject({
      standing: 'rating',
      needed: 1,
      distances: [],
      references: [{ interviewId: first, part: 'open', agreedAt: expect.any(Number) }],
    });
    const waiting = await held();
    expect(await house.item(waiting)).toMatchObject({ shadow: true });
    // The queue and the home page say what comes first.
    const firstOf = async (by = house.first) => [
      (await house.list({}, by)).references,
      (await by.call('home.read', {})).references,
    ];
    const toRate = { missing: 1, next: first };
    expect(await firstOf()).toEqual([toRate, toRate]);
    expect(await firstOf(house.owner)).toEqual([undefined, undefined]);
    const { seatId } = await house.claim(first);
    await house.rate(await stateOf(first), seatId, 4);
    expect(await firstOf()).toEqual([undefined, undefined]);
    const rated = await own();
    expect(rated).toMatchObject({
      standing: 'passed',
      needed: 1,
      references: [{ part: 'rated' }],
      rated: [{ interviewId: first }],
    });
    expect(rated.distances).not.toEqual([]);
    for (const distance of rated.distances) expect(distance).toMatchObject({ n: 1, mean: 2, bias: 2 });
    expect(await house.item(waiting)).toMatchObject({ shadow: false });
    // A later reference changes nothing for this person, and is used for later evaluators.
    const second = await reference(3);
    expect(await own()).toMatchObject({
      ...{ standing: 'passed', references: [{ interviewId: first }, { interviewId: second, part: 'open' }] },
    });
    expect(await house.item(waiting)).toMatchObject({ shadow: false });
    expect(await house.item(waiting, house.second)).toMatchObject({ shadow: true });
    const lead = (await house.owner.call('evaluations.calibration', {})).calibration;
    expect(lead).toMatchObject({
      standing: 'exempt',
      references: [{ interviewId: first }, { interviewId: second }],
    });
  });

  it('is not calibrated when the organization turns calibration off', async () => {
    for (const value of [1, 2, 3, 4, 5] as const) await reference(value);
    expect(await house.item(await held())).toMatchObject({ shadow: false });
    expect((await house.owner.call('evaluations.load', {})).calibrates).toBe(false);
    const { calibration } = await house.first.call('evaluations.calibration', {});
    expect(calibration).toMatchObject({ standing: 'off', on: false, references: [{}, {}, {}, {}, {}] });
  });

  it('shows their own differences only to people who manage evaluations', async () => {
    const { members } = await house.owner.call('staff.list', {});
    const other = UserId.parse(members.find(({ email }) => email === 'second@example.org')?.userId);
    const refused = await refusalOf(house.first.call('evaluations.calibration', { userId: other }));
    expect(refused.code).toBe('forbidden');
    const { calibration } = await house.owner.call('evaluations.calibration', { userId: other });
    expect(calibration).toMatchObject({ rated: [], distances: [] });
  });
});
