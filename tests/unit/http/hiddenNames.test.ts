import assert from 'node:assert/strict';
import { describe, expect, it } from 'vitest';
import type { InterviewId } from '../../../shared/ids.ts';
import type { NewEvent } from '../../../shared/interview/events.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import { viewOf } from '../../../shared/interview/viewOf.ts';
import { candidateOf } from '../../../shared/recruiter/recruiterContextOf.ts';
import { DEFAULT_RECRUITER } from '../../../shared/recruiter/settings.ts';
import { newRecordingId, newStretchId } from '../../support/finishedRecording.ts';
import { NODE } from '../../support/finishingStage.ts';
import { newClientId, newSeatId } from '../../support/interviewLog.ts';
import { newPassage, newTranscript } from '../../support/transcriptRows.ts';
import { EvaluatedPractice } from './evaluatedPractice.ts';
import { PracticedInterview } from './practicedInterview.ts';
import { ABOUT_ONE, answersAbout, STAFF_ROUTES } from './staffRoutes.ts';
import type { Answer, Visitor } from './visitor.ts';

const SECRET = /quirina|silverleaf/i;
const NAME = 'Quirina Silverleaf';
const EMAIL = 'quirina@silverleaf.example';
const FIRST_EMAIL = 'first@example.org';

const house = EvaluatedPractice.ofEach();

/** Routes whose responses contain the candidate's name. */
function tellingAnswers(answers: Map<string, Answer>): string[] {
  return [...answers]
    .filter(([, { headers, body }]) => SECRET.test(JSON.stringify([[...headers], body])))
    .map(([name]) => name);
}

/** Routes that reveal the name to an interviewer, who may call every route and change almost nothing. */
const toldTo = async (visitor: Visitor, interviewId: InterviewId): Promise<string[]> => {
  const state = await house.server.interviews.read(interviewId);
  const keepsClaim = STAFF_ROUTES.filter(name => name !== 'evaluations.release');
  return tellingAnswers(
    await answersAbout(interviewId, visitor, keepsClaim, { seatId: candidateOf(state)?.seatId }),
  );
};

/** For someone who may change everything: read routes only. */
const READS = STAFF_ROUTES.filter(name =>
  /\.(list|read|receipts|versions|preview|load)$|^review\.open$/.test(name),
);
const toldToLead = async (interviewId: InterviewId): Promise<string[]> =>
  tellingAnswers(await answersAbout(interviewId, house.owner, READS));

/** The console's view over its socket. */
const consoleView = (state: InterviewState, email: string) =>
  JSON.stringify(viewOf(state, { kind: 'organizer', email, role: 'interviewer' }));

async function hideInterviewNames(): Promise<void> {
  const { settings } = await house.owner.call('evaluations.settings', {});
  await house.owner.call('evaluations.change', {
    settings: { ...settings, namesHidden: { practice: true, interviews: true } },
  });
}

/** Creates an interview by the virtual recruiter with an invited candidate in the room. */
async function invited({ recorded = true } = {}): Promise<{
  interviewId: InterviewId;
  write: (...events: NewEvent[]) => Promise<void>;
}> {
  const { interviewId } = await house.owner.call('interviews.create', {
    title: `Interview with ${NAME}`,
    jobRole: 'Backend Developer',
    scheduledAt: Date.now(),
    plannedMinutes: 30,
    kitId: house.kitId,
    recruiter: DEFAULT_RECRUITER,
    seats: [{ role: 'candidate', displayName: NAME, email: EMAIL }],
  });
  const write = async (...events: NewEvent[]) => {
    await house.server.interviews.execute(interviewId, { type: 'system' }, () => ({ events, result: {} }));
    await house.server.evaluation.tracker.follow(interviewId);
  };
  const seatId = candidateOf(await house.server.interviews.read(interviewId))?.seatId;
  if (!seatId) throw new Error('No one was invited.');
  const clientId = newClientId();
  await write(
    { kind: 'seat.connected', payload: { seatId, clientId, serverId: 'server-1' } },
    { kind: 'seat.entered', payload: { seatId, clientId } },
    { kind: 'session.opened', payload: {} },
    { kind: 'seat.admitted', payload: { seatId } },
  );
  const [question] = (await house.server.interviews.read(interviewId)).rubric?.chosen.kit.questions ?? [];
  if (!question) throw new Error('The kit has questions.');
  if (recorded)
    await write(
      {
        kind: 'recording.started',
        payload: { recordingId: newRecordingId(), stretchId: newStretchId(), nodeId: NODE, agoMs: 0 },
      },
      { kind: 'question.opened', payload: { questionId: question.id } },
      { kind: 'answer.started', payload: { questionId: question.id } },
    );
  return { interviewId, write };
}

/** Has the candidate say the name. Returns what the owner can do with that. */
async function transcribed(held: PracticedInterview) {
  const state = await held.state();
  const { interviewId } = state;
  const seatId = candidateOf(state)?.seatId ?? newSeatId();
  const recording = { recordingId: held.recordingId, interviewId };
  const passages = [newPassage(seatId, 1_000, `Yes, I am ${NAME}.`)];
  await house.server.store.transcripts.save(newTranscript(recording, passages));
  const [{ passageId } = assert.fail()] = await house.server.store.transcripts.passagesOf(held.recordingId);
  return {
    found: async (query: string) => {
      const { hits } = await house.owner.call('transcripts.search', { query });
      return hits.map(({ snippet }) => snippet.map(({ text }) => text).join(''));
    },
    correct: () =>
      house.owner.call('transcript.correct', { interviewId, passageId, seen: 'Yes, I am.', text: 'No.' }),
  };
}

describe('the name of a candidate who practices for evaluation', () => {
  const practices = async (recording = true) => {
    const held = await house.answered({ name: NAME, recording });
    return { held, interviewId: (await held.state()).interviewId };
  };

  it('is hidden while the practice interview runs and is recorded', async () => {
    const { held, interviewId } = await practices();
    await house.server.finished.keeper.poll();
    expect((await house.owner.call('recording.list', {})).recordings).toMatchObject([{ interviewId }]);
    expect(await toldTo(house.first, interviewId)).toEqual([]);
    expect(await toldToLead(interviewId)).toEqual([]);
    expect(consoleView(await held.state(), FIRST_EMAIL)).not.toMatch(SECRET);
  });

  it('is hidden from everyone who rates it, until they and all required evaluators have locked', async () => {
    const { held, interviewId } = await practices();
    await held.end();
    await held.untilWatchable();
    await house.server.evaluation.tracker.follow(interviewId);
    const said = await transcribed(held);
    expect(await toldTo(house.first, interviewId)).toEqual([]);
    expect(await toldToLead(interviewId)).toEqual([]);
    expect(await said.found('quirina')).toEqual([]);
    expect(await said.found('yes silver')).toEqual([]);
    expect(await said.found('yes')).toEqual(['Yes, I am [name] [name]']);
    await expect(said.correct()).rejects.toMatchObject({ code: 'forbidden', reason: 'name-hidden' });
    const { seatId, link } = await house.claim(interviewId);
    const joined = await house.exchange(link);
    expect(JSON.stringify(joined)).not.toMatch(SECRET);
    expect(await toldTo(house.first, interviewId)).toEqual([]);
    expect(consoleView(await held.state(), FIRST_EMAIL)).not.toMatch(SECRET);
    await house.rate(await held.state(), seatId, 4);
    expect(await toldTo(house.second, interviewId)).toEqual([]);
    // The name of the report's candidate is visible now.
    expect(await said.found('quirina')).toEqual(['Yes, I am Quirina Silverleaf.']);
    for (const reader of [house.owner, house.first])
      expect((await reader.call('interviews.read', { interviewId })).view.seats).toMatchObject({
        [candidateOf(await held.state())?.seatId ?? '']: { displayName: NAME },
      });
    // Another evaluator is added, who doesn't see the name.
    await house.owner.call('evaluations.addRater', { interviewId });
    await house.claim(interviewId, house.second);
    expect(await toldTo(house.second, interviewId)).toEqual([]);
    expect(consoleView(await held.state(), 'second@example.org')).not.toMatch(SECRET);
  });

  it('is hidden when nothing was recorded that could be rated', async () => {
    const { held, interviewId } = await practices(false);
    await held.end();
    await house.server.evaluation.tracker.follow(interviewId);
    expect((await house.item(interviewId, house.owner)).candidate).toMatch(
      /^Candidate [0-9A-F]{4}-[0-9A-F]{4}$/,
    );
    expect(await toldToLead(interviewId)).toEqual([]);
    expect(await toldTo(house.first, interviewId)).toEqual([]);
  });

  it("is hidden from staff in the room, who can't be added and get no link to the candidate’s seat", async () => {
    const { held, interviewId } = await practices();
    const refusal = async (answer: Promise<Answer>) => {
      const { status, body } = await answer;
      return [status, body.error?.code];
    };
    for (const role of ['interviewer', 'evaluator', 'observer'] as const) {
      const seat = { role, displayName: 'Olga', email: 'olga@example.org' };
      const added = house.owner.send('seats.add', { interviewId, seat });
      expect(await refusal(added)).toEqual([400, 'invalid']);
      // Logs of earlier versions may contain one.
      const seatId = newSeatId();
      await held.write({ kind: 'seat.added', payload: { seat: { seatId, ...seat } } });
      const view = viewOf(await held.state(), { kind: 'seat', seatId });
      expect(Object.keys(view.seats)).toContain(seatId);
      expect(JSON.stringify(view)).not.toMatch(SECRET);
    }
    const candidate = candidateOf(await held.state());
    if (!candidate) throw new Error('No one practices.');
    const { seatId, link } = candidate;
    expect(await refusal(house.owner.send('links.issue', { interviewId, seatId }))).toEqual([400, 'invalid']);
    expect(candidateOf(await held.state())?.link).toEqual(link);
    // The candidate still sees their own name.
    expect(JSON.stringify(viewOf(await held.state(), { kind: 'seat', seatId }))).toMatch(SECRET);
  });

  it('is in no name of a downloaded file', async () => {
    const { held, interviewId } = await practices();
    await held.end();
    await held.untilWatchable();
    const { review, grant } = await house.owner.call('review.open', { interviewId });
    expect(review.composed).toBeUndefined();
    const [track] = review.tracks;
    const file = await house.owner.fetch(`/api/media/${grant?.grant}/${track?.fileId}?download=1`);
    expect(file.status).toBe(200);
    expect(file.headers.get('content-disposition')).toContain('attachment');
    expect(file.headers.get('content-disposition')).not.toMatch(SECRET);
    const files = await house.server.store.mediaFiles.of(held.recordingId, 'stored');
    const composed = files.find(({ kind }) => kind === 'composed');
    expect((await house.owner.fetch(`/api/media/${grant?.grant}/${composed?.fileId}`)).status).toBe(404);
  });
});

describe('the name of an invited candidate of the virtual recruiter', () => {
  it('is hidden from an evaluator, from creation to the locked scorecard, title and download included', async () => {
    await hideInterviewNames();
    const { interviewId, write } = await invited();
    expect(await toldTo(house.first, interviewId)).toEqual([]);
    await write({ kind: 'session.ended', payload: {} });
    expect(await toldTo(house.first, interviewId)).toEqual([]);
    expect(await toldToLead(interviewId)).toEqual([]);
    const { seatId, link } = await house.claim(interviewId);
    const joined = await house.exchange(link);
    expect(joined.title).toBe('Backend Developer');
    expect(await toldTo(house.first, interviewId)).toEqual([]);
    const state = await house.server.interviews.read(interviewId);
    expect(consoleView(state, FIRST_EMAIL)).not.toMatch(SECRET);
    await house.rate(state, seatId, 4);
    expect(await toldTo(house.second, interviewId)).toEqual([]);
    expect((await house.owner.call('interviews.list', {})).interviews).toMatchObject([
      { title: `Interview with ${NAME}`, candidateNames: [NAME] },
    ]);
    // Who manages evaluations finds the same name in the queue.
    expect(await house.item(interviewId, house.owner)).toMatchObject({
      ...{ candidate: NAME, title: `Interview with ${NAME}` },
    });
  });

  it('stays hidden when there is nothing to rate, until the scoring is closed', async () => {
    await hideInterviewNames();
    const { interviewId, write } = await invited({ recorded: false });
    await write({ kind: 'session.ended', payload: {} });
    expect((await house.item(interviewId, house.owner)).candidate).toMatch(
      /^Candidate [0-9A-F]{4}-[0-9A-F]{4}$/,
    );
    expect(await toldToLead(interviewId)).toEqual([]);
    expect(await toldTo(house.first, interviewId)).toEqual([]);
    const search = { filter: { search: NAME } };
    expect((await house.owner.call('interviews.list', search)).interviews).toEqual([]);
    await write({ kind: 'scoring.closed', payload: {} });
    expect(await toldToLead(interviewId)).toContain('interviews.list');
    expect((await house.owner.call('interviews.list', search)).interviews).toHaveLength(1);
  });

  it('is visible to the people who schedule it, until it starts', async () => {
    await hideInterviewNames();
    const { interviewId } = await invited();
    expect(await toldToLead(interviewId)).toEqual(
      expect.arrayContaining(['interviews.list', 'interviews.read']),
    );
  });
});

describe('an interview without the staff member as a participant', () => {
  it("is in no list, count, or response, whatever the organization's name setting", async () => {
    const { interviewId, write } = await invited();
    const { status, body } = await house.second.send('interviews.read', { interviewId });
    expect([status, body.error?.code]).toEqual([403, 'forbidden']);
    expect((await house.second.call('interviews.list', {})).interviews).toEqual([]);
    expect((await house.second.call('recording.list', {})).recordings).toEqual([]);
    expect(await toldTo(house.second, interviewId)).toEqual([]);
    await write({ kind: 'session.ended', payload: {} });
    // Evaluators may know only that it waits to be claimed.
    expect((await house.list({}, house.second)).items).toMatchObject([{ interviewId, own: 'none' }]);
    const { seatId } = await house.claim(interviewId);
    await house.rate(await house.server.interviews.read(interviewId), seatId, 4);
    expect(await house.list({}, house.second)).toMatchObject({
      ...{ items: [], counts: { total: 0 }, kits: [] },
    });
    const answers = await answersAbout(interviewId, house.second, ABOUT_ONE);
    // The response that anyone gets who is too late to claim it.
    for (const name of ['evaluations.read', 'evaluations.claim']) answers.delete(name);
    for (const [name, answer] of answers)
      expect([name, [403, 404, 409].includes(answer.status)]).toEqual([name, true]);
    // Invited candidates get no report by default, so it is done with the scorecard.
    expect((await house.list({ who: 'mine', steps: ['done'] })).items).toMatchObject([
      { interviewId, own: 'locked' },
    ]);
    expect((await house.first.call('interviews.list', {})).interviews).toMatchObject([{ interviewId }]);
  });

  it('appears with a seat for their address, and disappears with its link', async () => {
    const { interviewId } = await house.owner.call('interviews.create', {
      title: 'Second round',
      jobRole: 'Backend Developer',
      scheduledAt: Date.now(),
      plannedMinutes: 30,
      seats: [{ role: 'candidate', displayName: NAME }],
    });
    const seesIt = async () => {
      const listed = (await house.first.call('interviews.list', {})).interviews.length === 1;
      const read = (await house.first.send('interviews.read', { interviewId })).status === 200;
      if (listed !== read) throw new Error('The list and the interview differ.');
      return read;
    };
    expect(await seesIt()).toBe(false);
    const { link } = await house.owner.call('seats.add', {
      interviewId,
      seat: { role: 'interviewer', displayName: 'First', email: 'First@Example.org' },
    });
    expect(await seesIt()).toBe(true);
    const { seatId } = link;
    await house.owner.call('links.revoke', { interviewId, seatId });
    expect(await seesIt()).toBe(false);
    await house.owner.call('links.issue', { interviewId, seatId });
    expect(await seesIt()).toBe(true);
    await house.owner.call('seats.change', { interviewId, seatId, email: 'someone@example.org' });
    expect(await seesIt()).toBe(false);
    const { link: watching } = await house.owner.call('seats.add', {
      interviewId,
      seat: { role: 'observer', displayName: 'First', email: FIRST_EMAIL },
    });
    expect(watching.url).toContain('/join#');
    expect(await seesIt()).toBe(false);
  });
});

it('a practice attempt of an earlier version hides the name', async () => {
  const stranger = await house.start({ purpose: 'evaluation', name: NAME });
  await stranger.untilReady();
  const held = new PracticedInterview(house.server, stranger);
  const { namesHidden: _later, ...earlier } = await held.state();
  const view = viewOf(earlier, { kind: 'organizer', email: 'olga@example.org', role: 'owner' });
  expect(JSON.stringify(view)).not.toMatch(SECRET);
});
