import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CandidateId, InterviewId, SeatId } from '../../../shared/ids.ts';
import type { RouteInput } from '../../../shared/protocol/http.ts';
import { heldByRecruiter } from '../../support/evaluatedInterviews.ts';
import { chosenKit } from '../../support/exampleKit.ts';
import { newRecordingId } from '../../support/finishedRecording.ts';
import { newClientId, newSeat } from '../../support/interviewLog.ts';
import { tablesThatMention } from '../../support/practiceRows.ts';
import { ANN, content } from '../../support/reportSteps.ts';
import { addEvents, lockEvent, scoredInterview } from '../../support/scoredInterview.ts';
import { newPassage, newTranscript } from '../../support/transcriptRows.ts';
import { unzipped } from '../../support/unzipped.ts';
import { refusalOf } from './refusals.ts';
import { startTestServer, type TestServer } from './testServer.ts';
import type { Visitor } from './visitor.ts';

let server: TestServer;
let owner: Visitor;
let organizer: Visitor;
let rater: Visitor;

beforeAll(async () => {
  server = await startTestServer();
  owner = await server.owner();
  organizer = await server.member(owner, 'organizer', 'organizer@example.org');
  rater = await server.member(owner, 'evaluator', 'rater@example.org');
});
afterAll(() => server.close());

const raterSeat = () => ({ ...newSeat('evaluator', 'Rita'), email: 'rater@example.org' });

async function invited(name: string, email: string | undefined, inMinutes = 0): Promise<InterviewId> {
  const { interviewId } = await owner.call('interviews.create', {
    title: `Interview with ${name}`,
    jobRole: 'Backend Developer',
    scheduledAt: Date.now() + inMinutes * 60_000,
    plannedMinutes: 30,
    seats: [{ role: 'candidate', displayName: name, ...(email && { email }) }],
  });
  return interviewId;
}

/** Returns the record of an interview's candidate, as a member sees it. */
async function recordOf(interviewId: InterviewId, by = owner) {
  await server.candidates.tracker.follow(interviewId);
  const { candidates } = await by.call('decisions.read', { interviewId });
  const candidateId = candidates[0]?.candidateId;
  if (!candidateId) throw new Error('The interview has no candidate.');
  return (await by.call('candidates.read', { candidateId })).candidate;
}

const decision = (
  interviewId: InterviewId,
  seatId: SeatId,
  changes: Partial<RouteInput<'decisions.add'>> = {},
): RouteInput<'decisions.add'> => ({
  ...{ interviewId, seatId, stage: 'interview', outcome: 'advance', reason: 'Clear answers', after: 0 },
  ...changes,
});

async function candidateSeat(interviewId: InterviewId): Promise<SeatId> {
  const { seats } = await server.interviews.read(interviewId);
  const seat = Object.values(seats).find(({ role }) => role === 'candidate');
  if (!seat) throw new Error('The interview has no candidate.');
  return seat.seatId;
}

describe('a record', () => {
  it('has all interviews with one address, and the person is found by name and address', async () => {
    const first = await invited('Ada King', 'ada@king.example', 1);
    await invited('Ada Lovelace', 'ADA@king.example', 2);
    const record = await recordOf(first);
    expect(record).toMatchObject({
      name: 'Ada King',
      email: 'ada@king.example',
      alsoKnownAs: ['Ada Lovelace'],
    });
    expect(record.rounds.map(({ title }) => title)).toEqual([
      'Interview with Ada Lovelace',
      'Interview with Ada King',
    ]);
    for (const search of ['king.example', 'lovelace']) {
      const { candidates } = await owner.call('candidates.list', { filter: { search } });
      expect(candidates).toMatchObject([{ candidateId: record.candidateId }]);
    }
    expect((await rater.call('candidates.list', {})).candidates).toEqual([]);
    const refused = await refusalOf(rater.call('candidates.read', { candidateId: record.candidateId }));
    expect(refused.code).toBe('not-found');
  });

  it('keeps its name when the address is used for someone else, and takes a corrected spelling', async () => {
    const first = await invited('Leo Kaja', 'leo@known.example', 1);
    await invited('leo kaya', 'leo@known.example', 2);
    await invited('Totally Different', 'leo@known.example', 3);
    expect(await recordOf(first)).toMatchObject({
      name: 'leo kaya',
      alsoKnownAs: ['Totally Different', 'Leo Kaja'],
    });
  });

  it('is corrected by a member, and later interviews with the new address are part of it', async () => {
    const first = await invited('Zoe', 'zoe@mistyped.example', 1);
    const { candidateId } = await recordOf(first);
    const corrected = { candidateId, name: 'Zoë Hart', email: 'zoe@hart.example' };
    expect((await refusalOf(rater.call('candidates.correct', corrected))).code).toBe('forbidden');
    await organizer.call('candidates.correct', corrected);
    const later = await invited('Zoe H.', 'zoe@hart.example', 2);
    const shown = { candidateId, name: 'Zoë Hart', email: 'zoe@hart.example' };
    expect(await recordOf(later)).toMatchObject({
      ...shown,
      alsoKnownAs: ['Zoe', 'Zoe H.', 'zoe@mistyped.example'],
    });
    const { candidates } = await owner.call('candidates.list', { filter: { search: 'hart.example' } });
    expect(candidates).toMatchObject([{ ...shown, rounds: 2 }]);
    const other = await recordOf(await invited('Other', 'other@person.example'));
    const taken = owner.call('candidates.correct', { ...corrected, candidateId: other.candidateId });
    expect(await refusalOf(taken)).toMatchObject({ code: 'conflict', reason: 'candidate-address-taken' });
    expect(await recordOf(first)).toMatchObject(shown);
    await owner.call('candidates.delete', { candidateId });
    const again = await recordOf(await invited('Zoe', 'zoe@hart.example'));
    expect(again).toMatchObject({ name: 'Zoe', rounds: [{}], alsoKnownAs: [] });
  });

  it('of two different people who were merged is separated again, and nothing is lost', async () => {
    const [one, two] = [await invited('Grace', 'grace@one.example'), await invited('Grace', undefined)];
    const [into, from] = [await recordOf(one), await recordOf(two)];
    const wrong = { candidateId: into.candidateId, from: from.candidateId };
    expect((await refusalOf(rater.call('candidates.merge', wrong))).code).toBe('forbidden');
    await owner.call('candidates.merge', wrong);
    expect(await refusalOf(owner.call('candidates.merge', wrong))).toMatchObject({
      code: 'conflict',
      reason: 'candidates-merged',
    });
    const merged = await recordOf(two);
    expect(merged).toMatchObject({ candidateId: into.candidateId, merges: [{ name: 'Grace', rounds: 1 }] });
    expect(merged.rounds).toHaveLength(2);
    const mergeId = merged.merges[0]?.mergeId;
    if (!mergeId) throw new Error('There is no merge.');
    await organizer.call('candidates.unmerge', { mergeId });
    expect(await refusalOf(owner.call('candidates.unmerge', { mergeId }))).toMatchObject({
      code: 'conflict',
      reason: 'merge-undone',
    });
    expect(await recordOf(one)).toEqual(into);
    expect(await recordOf(two)).toEqual(from);
  });

  it('and all lists leave out people who were removed or replaced before the interview', async () => {
    const { interviewId } = await owner.call('interviews.create', {
      ...{ title: 'Second round', jobRole: 'Backend Developer', plannedMinutes: 30 },
      scheduledAt: Date.now() + 60 * 60_000,
      seats: [
        { role: 'interviewer', displayName: 'Grace Hopper' },
        { role: 'interviewer', displayName: 'Ian Fleming', email: 'ian@example.org' },
        { role: 'candidate', displayName: 'Clara Vogt', email: 'clara@vogt.example' },
        { role: 'candidate', displayName: 'Wrong Person', email: 'wrong@person.example' },
      ],
    });
    const seatOf = async (name: string) => {
      const { seats } = await server.interviews.read(interviewId);
      const seat = Object.values(seats).find(({ displayName }) => displayName === name);
      return seat?.seatId ?? assert.fail();
    };
    const person = { displayName: 'Barbara Liskov', email: 'barbara@example.org' };
    await owner.call('seats.replace', { interviewId, seatId: await seatOf('Ian Fleming'), person });
    await owner.call('seats.remove', { interviewId, seatId: await seatOf('Wrong Person') });
    const record = await recordOf(interviewId);
    expect(record.rounds[0]?.interviewers).toEqual(['Grace Hopper', 'Barbara Liskov']);
    const { interviews } = await owner.call('interviews.list', { filter: { search: 'Second round' } });
    expect(interviews).toMatchObject([{ candidateNames: ['Clara Vogt'] }]);
    const query = encodeURIComponent(JSON.stringify({ interviewIds: [interviewId] }));
    const { text } = (await owner.fetch(`/api/interviews.csv?query=${query}`)).body;
    expect(text).toContain('Barbara Liskov');
    expect(text).not.toMatch(/Ian|[Ww]rong/);
  });

  it('offers no decision after an interview that was canceled before it started', async () => {
    const interviewId = await invited('Carl', 'carl@canceled.example', 24 * 60);
    await owner.call('interviews.cancel', { interviewId });
    const record = await recordOf(interviewId);
    expect(record.rounds).toMatchObject([{ status: 'canceled', deciding: 'canceled' }]);
    const wanted = decision(interviewId, await candidateSeat(interviewId));
    expect((await refusalOf(owner.call('decisions.add', wanted))).code).toBe('wrong-phase');
  });

  it('keeps its name and address when the record of a later interview is merged into it', async () => {
    const [kept, later] = [
      await invited('Mia Ito', 'mia@one.example', 1),
      await invited('Noor Ali', 'noor@two.example', 2),
    ];
    const [into, from] = [await recordOf(kept), await recordOf(later)];
    await owner.call('candidates.merge', { candidateId: into.candidateId, from: from.candidateId });
    const named = { candidateId: into.candidateId, name: 'Mia Ito', email: 'mia@one.example' };
    expect(await recordOf(later)).toMatchObject({ ...named, alsoKnownAs: ['Noor Ali', 'noor@two.example'] });
    const { candidates } = await owner.call('candidates.list', { filter: { search: 'noor' } });
    expect(candidates).toMatchObject([named]);
  });

  it('connects no interview with a name that is hidden from the reader', async () => {
    const { settings } = await owner.call('evaluations.settings', {});
    await owner.call('evaluations.change', {
      settings: { ...settings, invitedReports: true, namesHidden: { practice: true, interviews: true } },
    });
    const known = await invited('Hedy', 'hedy@example.org');
    const held = await heldByRecruiter(server.interviews, {
      candidate: { ...newSeat('candidate', 'Hedy'), email: 'hedy@example.org' },
      namesHidden: true,
    });
    await server.evaluation.tracker.follow(held.interviewId);
    await server.candidates.tracker.follow(held.interviewId);
    expect((await recordOf(known)).rounds.map(({ interviewId }) => interviewId)).toEqual([known]);
    const decisions = await owner.call('decisions.read', { interviewId: held.interviewId });
    expect(decisions).toEqual({ state: 'names-hidden', candidates: [] });
    const { candidates } = await owner.call('candidates.list', { filter: { search: 'hedy' } });
    expect(candidates).toMatchObject([{ rounds: 1 }]);
    await owner.call('evaluations.change', { settings });
  });
});

describe('a decision', () => {
  it('waits until everyone who is awaited has locked, even if scorecards were opened early', async () => {
    const seat = raterSeat();
    const interviewId = await scoredInterview(server.interviews, {
      raters: [{ seat, ratings: 3, locks: false }],
    });
    const seatId = await candidateSeat(interviewId);
    await addEvents(server.interviews, interviewId, [
      { kind: 'scorecards.opened', payload: { byName: 'Olga', reason: 'Time' } },
    ]);
    expect((await owner.call('decisions.read', { interviewId })).state).toBe('rating');
    expect((await rater.call('decisions.read', { interviewId })).state).toBe('own');
    expect(await refusalOf(owner.call('decisions.add', decision(interviewId, seatId)))).toMatchObject({
      code: 'blind',
      reason: 'decision-while-rating',
    });
    await addEvents(server.interviews, interviewId, [lockEvent(seat)]);
    const added = await owner.call('decisions.add', decision(interviewId, seatId));
    expect(added.decision).toMatchObject({ number: 1, byName: 'Olga Owner' });
    const record = await recordOf(interviewId);
    expect(record.rounds.find(round => round.interviewId === interviewId)).toMatchObject({
      scores: { mean: 3, raters: 1 },
      decisions: [added.decision],
    });
    const stored = await server.store.audit.list(5);
    expect(stored.map(({ action }) => action)).toContain('candidate.decided');
    expect(JSON.stringify(stored)).not.toContain('Clear answers');
  });

  it('shows in the list, on the interview’s page, and in the record', async () => {
    const interviewId = await scoredInterview(server.interviews, {
      raters: [{ seat: raterSeat(), ratings: 4 }],
      ends: false,
    });
    const seatId = await candidateSeat(interviewId);
    const clientId = newClientId();
    await addEvents(server.interviews, interviewId, [
      { kind: 'seat.connected', payload: { seatId, clientId, serverId: 'server-1' } },
      { kind: 'seat.entered', payload: { seatId, clientId } },
      { kind: 'seat.admitted', payload: { seatId } },
      { kind: 'session.ended', payload: {} },
    ]);
    const statuses = async () => {
      const { interviews } = await owner.call('interviews.list', {});
      const { status, decidedAt } = await owner.call('interviews.read', { interviewId });
      const { rounds } = await recordOf(interviewId);
      const ofThis = (rows: readonly { interviewId: InterviewId; status: string }[]) =>
        rows.find(row => row.interviewId === interviewId)?.status;
      return [ofThis(interviews), status, ofThis(rounds), decidedAt !== undefined];
    };
    expect(await statuses()).toEqual(['rated', 'rated', 'rated', false]);
    await owner.call('decisions.add', decision(interviewId, seatId));
    expect(await statuses()).toEqual(['decided', 'decided', 'decided', true]);
  });

  it('is made by one of two members who decide in the same moment, and corrected by a later one', async () => {
    const interviewId = await scoredInterview(server.interviews, {
      raters: [{ seat: raterSeat(), ratings: 4 }],
    });
    const seatId = await candidateSeat(interviewId);
    expect((await refusalOf(rater.call('decisions.add', decision(interviewId, seatId)))).code).toBe(
      'forbidden',
    );
    const both = await Promise.allSettled([
      owner.call('decisions.add', decision(interviewId, seatId)),
      organizer.call('decisions.add', decision(interviewId, seatId, { outcome: 'reject' })),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await refusalOf(owner.call('decisions.add', decision(interviewId, seatId)))).toMatchObject({
      code: 'conflict',
      reason: 'decided-elsewhere',
    });
    await owner.call('decisions.add', decision(interviewId, seatId, { outcome: 'hold', after: 1 }));
    const { state, candidates } = await rater.call('decisions.read', { interviewId });
    expect([state, candidates[0]?.decisions.map(({ outcome }) => outcome).at(-1)]).toEqual(['open', 'hold']);
    expect(candidates[0]?.decisions).toHaveLength(2);
  });

  it('with an outcome that the stage can’t have is refused', async () => {
    const interviewId = await scoredInterview(server.interviews, {
      raters: [{ seat: raterSeat(), ratings: 4 }],
    });
    const seatId = await candidateSeat(interviewId);
    for (const wrong of [
      { stage: 'screening', outcome: 'hired' },
      { stage: 'offer', outcome: 'advance' },
    ] as const)
      expect(
        await refusalOf(owner.call('decisions.add', decision(interviewId, seatId, wrong))),
      ).toMatchObject({ code: 'invalid', reason: 'decision-impossible' });
  });

  it('before ratings is a withdrawal, a hold, or a rejection, and doesn’t settle the interview', async () => {
    const interviewId = await invited('Mary', 'mary@example.org', 60);
    const wanted = decision(interviewId, await candidateSeat(interviewId));
    expect((await refusalOf(owner.call('decisions.add', wanted))).code).toBe('wrong-phase');
    await owner.call('decisions.add', { ...wanted, outcome: 'hold' });
    await owner.call('decisions.add', { ...wanted, outcome: 'withdrawn', reason: 'Has a job', after: 1 });
    const { rounds } = await recordOf(interviewId);
    expect(rounds).toMatchObject([{ status: 'scheduled', deciding: 'not-held' }]);
    expect(rounds[0]?.decisions?.at(-1)).toMatchObject({
      outcome: 'withdrawn',
      reason: 'Has a job',
      byName: 'Olga Owner',
    });
    const listed = await owner.call('candidates.list', { filter: { search: 'mary', outcome: 'withdrawn' } });
    expect(listed.candidates).toMatchObject([{ decision: { outcome: 'withdrawn' } }]);
    await owner.call('interviews.cancel', { interviewId });
    await owner.call('decisions.add', { ...wanted, outcome: 'reject', after: 2 });
  });

  it('is listed with the time of the next interview, and of a canceled one only if there is no other', async () => {
    const canceled = await invited('Nora', 'nora@example.org', 9_000);
    await owner.call('interviews.cancel', { interviewId: canceled });
    await recordOf(canceled);
    const listed = async () =>
      (await owner.call('candidates.list', { filter: { search: 'nora' } })).candidates[0];
    expect(await listed()).toMatchObject({ latestCanceled: true });
    await invited('Nora', 'nora@example.org', -45);
    const next = await invited('Nora', 'nora@example.org', 60);
    await invited('Nora', 'nora@example.org', 7_000);
    await recordOf(next);
    const { scheduledAt } = await server.interviews.read(next);
    expect(await listed()).toMatchObject({ rounds: 4, latestAt: scheduledAt });
    expect(await listed()).not.toHaveProperty('latestCanceled');
  });

  it('while people rate is a withdrawal or a hold, and raters see only the withdrawal', async () => {
    const interviewId = await scoredInterview(server.interviews, {
      raters: [{ seat: raterSeat(), ratings: 3, locks: false }],
      candidate: { ...newSeat('candidate', 'Undecided Person'), email: 'undecided@example.org' },
    });
    const wanted = decision(interviewId, await candidateSeat(interviewId));
    for (const outcome of ['advance', 'reject'] as const)
      expect((await refusalOf(owner.call('decisions.add', { ...wanted, outcome }))).code).toBe('blind');
    await owner.call('decisions.add', { ...wanted, outcome: 'hold' });
    const seen = async (by: Visitor) => {
      const { candidates } = await by.call('decisions.read', { interviewId });
      const filter = { search: 'undecided' };
      const listed = await by.call('candidates.list', { filter });
      const held = await by.call('candidates.list', { filter: { ...filter, outcome: 'hold' } });
      return {
        page: candidates[0]?.decisions.map(({ outcome }) => outcome),
        list: listed.candidates[0]?.decision?.outcome,
        held: held.candidates.length,
      };
    };
    await recordOf(interviewId);
    expect(await seen(rater)).toEqual({ page: [], list: undefined, held: 0 });
    expect(await seen(owner)).toEqual({ page: ['hold'], list: 'hold', held: 1 });
    await owner.call('decisions.add', { ...wanted, outcome: 'withdrawn', after: 1 });
    expect(await seen(rater)).toEqual({ page: ['withdrawn'], list: 'withdrawn', held: 0 });
  });
});

describe('the history of a record', () => {
  it('lists what happened, latest first, and leaves out what the reader may not know', async () => {
    const interviewId = await scoredInterview(server.interviews, {
      raters: [{ seat: raterSeat(), ratings: 3, locks: false }],
      candidate: { ...newSeat('candidate', 'Past Person'), email: 'past@example.org' },
    });
    await owner.call('decisions.add', {
      ...decision(interviewId, await candidateSeat(interviewId)),
      outcome: 'hold',
    });
    const planned = await invited('Past Person', 'past@example.org', 60);
    const scheduledAt = Date.now() + 120 * 60_000;
    await owner.call('interviews.change', { interviewId: planned, scheduledAt });
    await owner.call('interviews.cancel', { interviewId: planned });
    const { candidateId } = await recordOf(planned);
    await owner.call('candidates.correct', {
      candidateId,
      name: 'Past P. Person',
      email: 'past@example.org',
    });
    const seenBy = async (by: Visitor) =>
      (await by.call('candidates.read', { candidateId })).candidate.history.map(({ what }) => what);
    const all = await recordOf(planned);
    expect(all.history.map(({ at }) => at)).toEqual(
      all.history.map(({ at }) => at).toSorted((a, b) => b - a),
    );
    expect(all.history.find(({ what }) => what === 'moved')).toMatchObject({
      ...{ interviewId: planned, to: scheduledAt, byName: 'Olga Owner' },
    });
    expect((await seenBy(owner)).toSorted()).toEqual(
      ['planned', 'held', 'decided', 'planned', 'moved', 'canceled', 'corrected'].toSorted(),
    );
    // The rater has yet to lock, so a decision would influence them.
    expect((await seenBy(rater)).toSorted()).toEqual(['planned', 'held'].toSorted());
  });
});

describe('the comparison of a job role', () => {
  it('has only what everyone who is awaited has rated, and never mixes versions of a kit', async () => {
    const seat = (name: string) => ({ ...newSeat('evaluator', name), email: `${name}@example.org` });
    const rated = await scoredInterview(server.interviews, {
      raters: [
        { seat: seat('one'), ratings: 2 },
        { seat: seat('two'), ratings: 4 },
      ],
    });
    const open = await scoredInterview(server.interviews, {
      raters: [{ seat: raterSeat(), ratings: 5, locks: false }],
    });
    const other = { ...chosenKit(), version: chosenKit().version + 1 };
    const newer = await scoredInterview(server.interviews, {
      raters: [{ seat: seat('one'), ratings: 3 }],
      chosen: other,
    });
    for (const interviewId of [rated, open, newer]) await server.candidates.tracker.follow(interviewId);
    const { jobRole } = await server.interviews.read(rated);
    const compare = (by: Visitor) => by.call('candidates.compare', { jobRole });
    const { groups, jobRoles, unrated } = await compare(owner);
    expect(jobRoles).toContain(jobRole);
    expect(unrated).toBeGreaterThan(0);
    const places = (interviewId: InterviewId) =>
      groups.flatMap(({ version, rounds }) =>
        rounds.filter(round => round.interviewId === interviewId).map(round => ({ version, round })),
      );
    expect(places(open)).toEqual([]);
    expect(places(newer)).toMatchObject([{ version: other.version, round: { mean: 3, raters: 1 } }]);
    const [{ version, round } = assert.fail()] = places(rated);
    expect([version, round.mean, round.raters]).toEqual([chosenKit().version, 3, 2]);
    for (const cell of Object.values(round.cells))
      expect(cell).toMatchObject({ mean: 3, low: 2, high: 4, n: 2 });
    // The evaluator takes part in none of the rated interviews.
    expect((await compare(await server.member(owner, 'evaluator', 'none@example.org'))).groups).toEqual([]);
  });
});

describe('deleting a person', () => {
  const deletion = (candidateId: CandidateId) => owner.call('candidates.delete', { candidateId });

  it('is refused during a live interview, and then deletes nothing', async () => {
    const email = 'live@example.org';
    const coming = await invited('Live', email);
    const live = await invited('Live', email);
    await addEvents(server.interviews, live, [{ kind: 'session.opened', payload: {} }]);
    const { candidateId } = await recordOf(coming);
    expect(await refusalOf(deletion(candidateId))).toMatchObject({
      code: 'conflict',
      reason: 'candidate-live',
    });
    expect((await server.interviews.read(coming)).phase).toBe('lobby');
    await addEvents(server.interviews, live, [{ kind: 'session.ended', payload: {} }]);
    expect((await deletion(candidateId)).deleted).toMatchObject({ interviews: 2, canceled: 1, links: 2 });
    expect((await server.interviews.read(coming)).phase).toBe('cancelled');
    expect((await refusalOf(owner.call('candidates.read', { candidateId }))).code).toBe('not-found');
    expect((await server.store.audit.list(3)).map(({ action }) => action)).toContain('candidate.deleted');
  });

  it('deletes recordings, transcripts, and reports too', async () => {
    const candidate = { ...newSeat('candidate', 'Recorded'), email: 'recorded@example.org' };
    const held = await heldByRecruiter(server.interviews, { candidate });
    await server.finished.keeper.poll();
    const { interviewId } = held;
    const { recording } = await server.interviews.read(interviewId);
    const recordingId = recording?.recordingId ?? newRecordingId();
    const passages = [newPassage(candidate.seatId, 1_000, 'Hippopotamus.')];
    await server.store.transcripts.save(newTranscript({ recordingId, interviewId }, passages));
    const tables = ['transcript_passages', 'transcript_entries'];
    expect(await tablesThatMention(server.store, ['Hippopotamus'])).toEqual(expect.arrayContaining(tables));
    const report = { expectedVersion: 0, content: content('They said: “Yes.”'), userId: ANN, at: 1 };
    await server.store.reports.save({ interviewId, ...report });
    const { candidateId } = await recordOf(interviewId);
    expect((await deletion(candidateId)).deleted.recordings).toBe(1);
    expect(await tablesThatMention(server.store, ['Hippopotamus', 'hippopotamus'])).toEqual([]);
    const { receipts } = await owner.call('recording.receipts', { interviewId });
    expect(receipts).toHaveLength(1);
    expect(await server.store.reports.find(interviewId)).toBeUndefined();
  });
});

it('the export is a ZIP with what the member may see, and is audited', async () => {
  const interviewId = await scoredInterview(server.interviews, {
    raters: [{ seat: raterSeat(), ratings: 4 }],
    candidateName: 'Exported Person',
  });
  const { candidateId } = await recordOf(interviewId);
  const path = `/api/candidates/${candidateId}/export`;
  expect((await rater.fetch(path)).status).toBe(403);
  const response = await fetch(`${server.url}${path}`, {
    headers: { cookie: [...owner.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
  });
  const entries = await unzipped(Buffer.from(await response.arrayBuffer()));
  const names = new Set([...entries.keys()].map(name => name.split('/').at(-1)));
  const expected = ['README.txt', 'candidate.json', 'interview.json', 'decisions.json', 'scorecards.json'];
  expect([...names]).toEqual(expected);
  expect(entries.get('candidate.json')?.toString()).toContain('Exported Person');
  expect((await server.store.audit.list(2)).map(({ action }) => action)).toContain('candidate.exported');
});

it('the export has the candidate’s own words and their corrections, until the transcript is deleted', async () => {
  const candidate = { ...newSeat('candidate', 'Spoken Person'), email: 'spoken@example.org' };
  const { interviewId } = await heldByRecruiter(server.interviews, { candidate });
  await server.finished.keeper.poll();
  const { recording } = await server.interviews.read(interviewId);
  const recordingId = recording?.recordingId ?? newRecordingId();
  const { transcripts } = server.store;
  const passages = [
    newPassage(candidate.seatId, 1_000, 'A rhinosaurus.'),
    newPassage(newSeat('interviewer', 'Ian').seatId, 9_000, 'A crocodile.'),
  ];
  await transcripts.save(newTranscript({ recordingId, interviewId }, passages));
  const [passage] = await transcripts.passagesOf(recordingId);
  const edit = { seen: 'A rhinosaurus.', text: 'A rhinoceros.', correctedBy: 'olga', byName: 'Olga' };
  if (passage) await transcripts.correct({ recordingId, passageId: passage.passageId, ...edit });
  const { candidateId } = await recordOf(interviewId);
  const exported = async () => {
    const response = await fetch(`${server.url}/api/candidates/${candidateId}/export`, {
      headers: { cookie: [...owner.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    const entries = await unzipped(Buffer.from(await response.arrayBuffer()));
    return Object.fromEntries([...entries].map(([name, bytes]) => [name.split('/').at(-1), `${bytes}`]));
  };
  const before = await exported();
  expect(before['transcript.txt']).toMatch(/: A rhinoceros\.$/m);
  expect(JSON.parse(before['transcript.json'] ?? '')).toMatchObject({
    passages: [{ correction: { original: 'A rhinosaurus.', byName: 'Olga', at: expect.any(Number) } }],
  });
  expect(Object.values(before).join()).not.toContain('crocodile');
  await owner.call('transcript.delete', { interviewId });
  expect(Object.values(await exported()).join()).not.toMatch(/rhino|transcript\.txt: /);
});
