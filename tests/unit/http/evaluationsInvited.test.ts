import { describe, expect, it } from 'vitest';
import { followAgain } from '../../../server/store/evaluationStore.ts';
import type { EvaluationSettings } from '../../../shared/evaluation/evaluationSettings.ts';
import { type InterviewId, NodeId, UserId } from '../../../shared/ids.ts';
import { EMPTY_REPORT, type ReportContent } from '../../../shared/report/reportContent.ts';
import { heldByRecruiter } from '../../support/evaluatedInterviews.ts';
import { newRecordingId, newStretchId } from '../../support/finishedRecording.ts';
import { newSeat } from '../../support/interviewLog.ts';
import { addEvents, lockEvent, type RaterScript, scoredInterview } from '../../support/scoredInterview.ts';
import { EvaluatedPractice } from './evaluatedPractice.ts';
import { refusalOf } from './refusals.ts';

const house = EvaluatedPractice.ofEach();
const FIRST = { ...newSeat('interviewer', 'Grace Hopper'), email: 'First@example.org' };

const rated = async (...raters: RaterScript[]): Promise<InterviewId> => {
  const interviewId = await scoredInterview(house.server.interviews, { raters });
  await house.server.evaluation.tracker.follow(interviewId);
  return interviewId;
};

/** Saves evaluation settings other than the defaults. */
const decide = async (changes: Partial<EvaluationSettings>) => {
  const { settings } = await house.owner.call('evaluations.settings', {});
  await house.owner.call('evaluations.change', { settings: { ...settings, ...changes } });
};

const saveReport = async (interviewId: InterviewId, state: string, content: Partial<ReportContent>) => {
  const row = { state, version: 1, content: JSON.stringify({ ...EMPTY_REPORT, ...content }) };
  await house.server.store.database.kysely
    .insertInto('reports')
    .values({
      ...row,
      interviewId,
      savedBy: null,
      savedAt: null,
      published: null,
      publishedVersion: null,
      publishedAt: Date.now(),
      updatedAt: null,
      publishedBy: null,
    })
    .onConflict(conflict => conflict.column('interviewId').doUpdateSet(row))
    .execute();
  await house.server.store.database.kysely
    .updateTable('interviews')
    .set(followAgain)
    .where('interviewId', '=', interviewId)
    .execute();
};

describe('an interview with invited evaluators', () => {
  it('waits for those who have not locked, who use their own seat', async () => {
    await decide({ invitedReports: true });
    const interviewId = await rated({ seat: FIRST, ratings: 3, locks: false });
    expect(await house.item(interviewId)).toMatchObject({
      kind: 'interview',
      stage: 'rate',
      candidate: 'Ada Lovelace',
      own: 'held',
      claims: [{ name: 'evaluator', state: 'held' }],
    });
    expect(await house.item(interviewId, house.owner)).toMatchObject({
      own: 'none',
      refused: 'no-recording',
    });
    expect((await refusalOf(house.item(interviewId, house.second))).code).toBe('forbidden');
    const { claim } = await house.first.call('evaluations.open', { interviewId });
    expect(claim).toMatchObject({ seatId: FIRST.seatId, shadow: false });
    expect(await house.linkWorks(claim.link)).toBe(true);
    expect((await refusalOf(house.second.call('evaluations.claim', { interviewId }))).code).toBe('forbidden');
    expect((await refusalOf(house.first.call('evaluations.release', { interviewId }))).code).toBe('conflict');
    await addEvents(house.server.interviews, interviewId, [lockEvent(FIRST)]);
    expect(await house.item(interviewId)).toMatchObject({ stage: 'write', locked: 1, own: 'locked' });
  });

  it('with one more evaluator has one more seat, even after its evaluator reopened theirs', async () => {
    await decide({ invitedReports: true });
    const interviewId = await rated({ seat: FIRST, ratings: 3 });
    const recording = { recordingId: newRecordingId(), stretchId: newStretchId(), agoMs: 0 };
    await addEvents(house.server.interviews, interviewId, [
      { kind: 'recording.started', payload: { ...recording, nodeId: NodeId.parse('sfu-1') } },
    ]);
    expect((await house.owner.call('evaluations.addRater', { interviewId })).item).toMatchObject({
      raters: 2,
    });
    await house.first.call('evaluations.open', { interviewId });
    const claim = await house.claim(interviewId, house.second);
    expect(await house.owner.call('evaluations.claim', { interviewId })).toMatchObject({ outcome: 'taken' });
    await house.rate(await house.server.interviews.read(interviewId), claim.seatId, 3);
    expect(await house.item(interviewId)).toMatchObject({ stage: 'write', raters: 2, locked: 2 });
  });

  it('whose scoring was closed before anyone locked is closed and says so, with a recording as well', async () => {
    const interviewId = await rated({ seat: FIRST, ratings: 3, locks: false });
    const { interviewId: recorded } = await heldByRecruiter(house.server.interviews);
    await house.item(recorded);
    for (const closed of [interviewId, recorded]) {
      await addEvents(house.server.interviews, closed, [{ kind: 'scoring.closed', payload: {} }]);
      expect(await house.item(closed)).toMatchObject({
        ...{ stage: 'closed', step: 'closed', refused: 'scoring-closed' },
        closedDetail: { how: 'person', at: expect.any(Number) },
      });
      expect(await refusalOf(house.first.call('evaluations.claim', { interviewId: closed }))).toMatchObject({
        code: 'conflict',
        reason: 'scoring-closed',
      });
    }
  });

  it('says who closed its scoring, and keeps saying what happened after the time to rate', async () => {
    const interviewId = await rated({ seat: FIRST, ratings: 3, locks: false });
    const { userId } = (await house.owner.call('account.read', {})).member ?? {};
    await house.server.interviews.execute(
      interviewId,
      { type: 'staff', userId: UserId.parse(userId) },
      () => ({ events: [{ kind: 'scoring.closed', payload: {} }], result: undefined }),
    );
    expect((await house.item(interviewId)).closedDetail).toMatchObject({ how: 'person', by: 'Olga Owner' });
    // Everyone has rated, and the time to rate is over: that isn't a missing recording.
    const complete = await rated({ seat: FIRST, ratings: 4 });
    await house.server.store.database.kysely
      .updateTable('evaluations')
      .set({ ratable: 0 })
      .where('interviewId', '=', complete)
      .execute();
    const read = await house.owner.call('evaluations.read', { interviewId: complete });
    expect(read.item).toMatchObject({ stage: 'done', refused: 'enough-raters' });
  });

  it('is due only when a member sets a date, which others see, and which can be removed', async () => {
    await decide({ invitedReports: true });
    const interviewId = await rated({ seat: FIRST, ratings: 4 });
    const dueAt = Date.now() + 3_600_000;
    const set = (by: typeof house.owner, at: number | null) =>
      by.call('evaluations.setDue', { interviewId, dueAt: at });
    expect((await refusalOf(set(house.first, dueAt))).code).toBe('forbidden');
    expect(await refusalOf(set(house.owner, 1))).toMatchObject({ code: 'invalid', reason: 'due-passed' });
    expect((await set(house.owner, dueAt)).item).toMatchObject({ dueAt, dueBy: 'Olga Owner' });
    expect((await house.list({ due: 'later' })).items).toMatchObject([{ interviewId, dueAt }]);
    const { item } = await set(house.owner, null);
    expect(item).not.toHaveProperty('dueAt');
    const { entries } = await house.owner.call('audit.list', { filter: {} });
    expect(entries.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['evaluation.dueSet', 'evaluation.dueCleared']),
    );
  });

  it('without questions waits for no one, until someone who was present rates it', async () => {
    const interviewId = await rated({ seat: FIRST, ratings: [], locks: false });
    expect(await house.item(interviewId)).toMatchObject({ stage: 'closed', refused: 'nothing-asked' });
    expect((await house.list()).items).toEqual([]);
    const { seatId } = await house.claim(interviewId);
    await house.rate(await house.server.interviews.read(interviewId), seatId, 3, { locks: false });
    expect(await house.item(interviewId)).toMatchObject({ stage: 'rate', own: 'held' });
  });

  it('is in discussion until the evaluators agree, or state that they do not', async () => {
    await decide({ invitedReports: true, invitedPromise: true });
    const seat = newSeat('evaluator', 'Barbara Liskov');
    const interviewId = await rated({ seat: FIRST, ratings: 1 }, { seat, ratings: 5 });
    const { rubric } = await house.server.interviews.read(interviewId);
    const apart = rubric?.chosen.kit.competencies.map(({ id }) => id) ?? [];
    expect((await house.item(interviewId)).stage).toBe('agree');
    await saveReport(interviewId, 'draft', { apart: apart.slice(1) });
    await house.server.evaluation.tracker.poll();
    expect((await house.item(interviewId)).stage).toBe('agree');
    await saveReport(interviewId, 'draft', { apart });
    await house.server.evaluation.tracker.poll();
    expect((await house.list({ steps: ['write'] })).items).toMatchObject([{ interviewId }]);
    await saveReport(interviewId, 'published', { apart });
    await house.server.evaluation.tracker.poll();
    expect((await house.list({ steps: ['done'] })).items).toMatchObject([{ interviewId }]);
    const { published, onTime, ageing } = await house.owner.call('evaluations.load', {});
    expect({ published, ageing }).toEqual({ published: 1, ageing: { day: 0, twoDays: 0, longer: 0 } });
    expect(onTime).toBe(1);
    await saveReport(interviewId, 'retracted', { apart });
    await house.server.evaluation.tracker.poll();
    expect((await house.list({ steps: ['write'] })).items).toMatchObject([{ interviewId }]);
  });

  it('is done with its scorecards and has no promised date, unless the organization changed that', async () => {
    const interviewId = await rated({ seat: FIRST, ratings: 4 });
    const nothing = { stage: 'done', report: false };
    expect(await house.item(interviewId)).toMatchObject(nothing);
    expect((await house.item(interviewId)).dueAt).toBeUndefined();
    expect((await house.list({ due: 'overdue' })).items).toEqual([]);
    await decide({ invitedReports: true });
    const reported = await rated({ seat: FIRST, ratings: 4 });
    expect(await house.item(reported)).toMatchObject({ stage: 'write', report: true });
    expect((await house.item(reported)).dueAt).toBeUndefined();
    await decide({ invitedPromise: true });
    const promised = await rated({ seat: FIRST, ratings: 4 });
    expect(await house.item(promised)).toMatchObject({
      ...{ stage: 'write', report: true, dueAt: expect.any(Number) },
    });
    // Interviews that were already over stay unchanged.
    expect(await house.item(interviewId)).toMatchObject(nothing);
  });
});

describe('an interview by the virtual recruiter without people', () => {
  it("can't be rated when no question was asked", async () => {
    const { interviewId } = await heldByRecruiter(house.server.interviews, { asks: false });
    expect(await house.item(interviewId, house.owner)).toMatchObject({
      stage: 'closed',
      refused: 'nothing-asked',
    });
    expect(await refusalOf(house.owner.call('evaluations.claim', { interviewId }))).toMatchObject({
      code: 'conflict',
      reason: 'nothing-asked',
    });
  });

  it('is rated from the recording, under a name when the organization shows names', async () => {
    const { interviewId } = await heldByRecruiter(house.server.interviews);
    expect(await house.item(interviewId)).toMatchObject({ stage: 'rate', candidate: 'Ada Lovelace' });
    const claim = await house.claim(interviewId);
    expect((await house.server.interviews.read(interviewId)).seats[claim.seatId]?.role).toBe('evaluator');
  });

  it('hides the name everywhere from staff, until enough people have locked', async () => {
    const { settings } = await house.owner.call('evaluations.settings', {});
    await house.owner.call('evaluations.change', {
      settings: { ...settings, namesHidden: { practice: true, interviews: true } },
    });
    const { interviewId } = await heldByRecruiter(house.server.interviews);
    const { candidate } = await house.item(interviewId);
    expect(candidate).toMatch(/^Candidate [0-9A-F]{4}-[0-9A-F]{4}$/);
    const seen = async () =>
      JSON.stringify([
        await house.list(),
        await house.owner.call('interviews.list', {}),
        await house.owner.call('interviews.read', { interviewId }),
        await house.owner.call('recording.list', {}),
        await house.owner.call('review.open', { interviewId }),
      ]);
    expect(await seen()).not.toContain('Ada');
    // Waiting interviews keep their name setting.
    await house.owner.call('evaluations.change', { settings });
    const claim = await house.claim(interviewId);
    expect(await seen()).not.toContain('Ada');
    await house.rate(await house.server.interviews.read(interviewId), claim.seatId, 4);
    expect((await house.owner.call('interviews.list', {})).interviews[0]?.candidateNames).toEqual([
      'Ada Lovelace',
    ]);
  });

  it('gives people who were invited to rate and did not join their own seat', async () => {
    const invited = { ...newSeat('evaluator', 'Grace Hopper'), email: 'first@example.org' };
    const { interviewId } = await heldByRecruiter(house.server.interviews, { seats: [invited] });
    await house.server.evaluation.tracker.follow(interviewId);
    expect((await house.claim(interviewId)).seatId).toBe(invited.seatId);
  });

  it('needs one evaluator fewer once the recording is gone', async () => {
    await decide({ raters: 2, invitedReports: true });
    const { interviewId, recordingId } = await heldByRecruiter(house.server.interviews);
    await house.server.evaluation.tracker.follow(interviewId);
    const claim = await house.claim(interviewId);
    await house.claim(interviewId, house.second);
    await house.rate(await house.server.interviews.read(interviewId), claim.seatId, 4);
    expect((await house.item(interviewId)).stage).toBe('rate');
    await addEvents(house.server.interviews, interviewId, [
      { kind: 'recording.erased', payload: { recordingId } },
    ]);
    await house.item(interviewId);
    expect(await house.item(interviewId)).toMatchObject({ stage: 'write', raters: 1, locked: 1 });
    expect((await house.server.interviews.read(interviewId)).rubric?.scorecardsOpenAt).toBeDefined();
  });

  it('is entered only through the queue: no one else gets a link to an evaluator’s seat', async () => {
    const { interviewId } = await heldByRecruiter(house.server.interviews);
    await house.server.evaluation.tracker.follow(interviewId);
    const { seatId } = await house.claim(interviewId);
    await house.first.call('evaluations.release', { interviewId });
    expect((await refusalOf(house.owner.call('links.issue', { interviewId, seatId }))).code).toBe(
      'forbidden',
    );
  });

  it('is not rated by its own candidate', async () => {
    const candidate = { ...newSeat('candidate', 'Ada Lovelace'), email: 'first@example.org' };
    const { interviewId } = await heldByRecruiter(house.server.interviews, { candidate });
    await house.server.evaluation.tracker.follow(interviewId);
    expect((await refusalOf(house.first.call('evaluations.claim', { interviewId }))).code).toBe('forbidden');
    await house.claim(interviewId, house.second);
  });
});
