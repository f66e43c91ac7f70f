import { afterAll, beforeAll, expect, it } from 'vitest';
import { TranscribeError } from '../../../server/features/transcript/transcribeTask.ts';
import { type InterviewId, PassageId, type SeatId } from '../../../shared/ids.ts';
import type { StaffRole } from '../../../shared/roles.ts';
import type { TranscriptDownload } from '../../../shared/transcript/transcript.ts';
import { eventually } from '../../support/eventually.ts';
import { chosenKit } from '../../support/exampleKit.ts';
import { finishedMedia } from '../../support/finishedRecording.ts';
import { StagedInterview } from '../../support/finishingStage.ts';
import { HandMadeFinishing } from '../../support/handMadeFinishing.ts';
import { lockEvent } from '../../support/scoredInterview.ts';
import { newPassage, newTranscript, TRANSCRIBED_QUESTION } from '../../support/transcriptRows.ts';
import { consentGiven, consentOf, ENGINE, FakeSpeech } from '../../support/transcriptStage.ts';
import { SETTING_UP_MS } from './finishedFiles.ts';
import { refusalOf } from './refusals.ts';
import { everyStaffRole, startTestServer, type TestServer } from './testServer.ts';
import type { Visitor } from './visitor.ts';

const finishing = new HandMadeFinishing();
const speech = new FakeSpeech();
let server: TestServer;
let staff: Record<StaffRole, Visitor>;
let interview: StagedInterview;
let interviewId: InterviewId;
let candidate: SeatId;

beforeAll(async () => {
  server = await startTestServer({
    transcription: ENGINE,
    transcribe: speech.transcribe,
    finishing: {
      compose: finishing.compose,
      finalise: async (task, options) => {
        const finished = await finishing.finalise(task, options);
        const media = finished.media.map(one => ({
          ...finishedMedia(one.person, one),
          ...one,
          person: candidate,
        }));
        return { ...finished, media };
      },
    },
  });
  staff = await everyStaffRole(server);
  interview = await StagedInterview.begin(server);
  interviewId = interview.interviewId;
  candidate = interview.candidate.seatId;
  await interview.write([
    consentGiven(candidate, consentOf('candidate', true)),
    { kind: 'kit.chosen', payload: chosenKit() },
  ]);
  await interview.finish();
  await write('I moved the <b>database</b> of a bank.', 'It took two years.');
}, SETTING_UP_MS);
afterAll(() => server.close());

async function write(...texts: string[]): Promise<void> {
  const passages = texts.map((text, index) =>
    newPassage(candidate, 2_000 + index * 10_000, text, TRANSCRIBED_QUESTION.questionId),
  );
  const { recordingId } = interview;
  await server.store.transcripts.save(
    newTranscript({ recordingId, interviewId }, passages, { questions: [TRANSCRIBED_QUESTION] }),
  );
}

const read = (visitor: Visitor) => visitor.call('transcript.read', { interviewId });
const search = (visitor: Visitor, query: string, more = {}) =>
  visitor.call('transcripts.search', { query, ...more });
const file = (visitor: Visitor, format: TranscriptDownload | 'exe') =>
  visitor.fetch(`/api/interviews/${interviewId}/transcript/file?format=${format}`);
const entries = async (action: string) =>
  (await server.store.audit.list(200)).filter(
    entry => entry.action === action && entry.target === interviewId,
  );

it('is read by staff who may open the review, with names and rights, and noted once', async () => {
  for (const visitor of [staff.owner, staff.organizer]) {
    const transcript = await read(visitor);
    expect(transcript).toMatchObject({
      state: 'ready',
      language: 'en',
      speakers: [{ role: 'candidate', seatId: candidate, name: 'Ada Lovelace' }],
      may: { correct: true, download: true, erase: true },
    });
    expect(transcript.passages.map(({ words }) => words.map(({ text }) => text).join(' '))).toEqual([
      'I moved the <b>database</b> of a bank.',
      'It took two years.',
    ]);
    await read(visitor);
  }
  expect(await entries('transcript.read')).toHaveLength(2);
});

it('is hidden from raters before they have locked, in every way, and then shown', async () => {
  for (const visitor of [staff.evaluator, staff.interviewer]) {
    expect(await read(visitor)).toEqual({
      state: 'hidden',
      speakers: [],
      passages: [],
      may: { correct: false, download: false, erase: false },
    });
    expect((await search(visitor, 'database')).hits).toEqual([]);
    expect((await search(visitor, 'database', { interviewId })).hits).toEqual([]);
  }
  await interview.write([lockEvent(interview.evaluator)]);
  expect((await read(staff.evaluator)).state).toBe('ready');
  expect((await search(staff.evaluator, 'database')).hits).toHaveLength(1);
  expect((await read(staff.interviewer)).state).toBe('hidden');
});

it('is shown to all raters if the owner wants that', async () => {
  expect(
    (await refusalOf(staff.organizer.call('transcripts.changeSettings', { ratersSee: true }))).code,
  ).toBe('forbidden');
  await staff.owner.call('transcripts.changeSettings', { ratersSee: true });
  expect(await staff.interviewer.call('transcripts.settings', {})).toEqual({ ratersSee: true });
  expect((await read(staff.interviewer)).state).toBe('ready');
  expect((await search(staff.interviewer, 'database')).hits).toHaveLength(1);
  await staff.owner.call('transcripts.changeSettings', { ratersSee: false });
  expect((await read(staff.interviewer)).state).toBe('hidden');
  const log = await server.store.audit.list(200);
  expect(log.filter(({ action }) => action === 'transcript.settingChanged')).toHaveLength(2);
});

it('is found with question, competencies, speaker, and moment, as text and not as markup', async () => {
  const { hits, next } = await search(staff.owner, 'moved datab');
  expect(next).toBeUndefined();
  expect(hits).toMatchObject([
    {
      interviewId,
      kind: 'speech',
      candidateNames: ['Ada Lovelace'],
      speaker: { role: 'candidate', name: 'Ada Lovelace' },
      question: { number: 1, text: 'Tell me about a conflict', competencies: [{ name: 'Teamwork' }] },
    },
  ]);
  expect(hits[0]?.snippet).toEqual([
    { text: 'I ' },
    { text: 'moved', match: true },
    { text: ' the ' },
    { text: '<b>database</b>', match: true },
    { text: ' of a bank.' },
  ]);
  expect((await search(staff.owner, 'teamwork')).hits).toMatchObject([{ kind: 'question', atMs: 1_000 }]);
});

it('is found at the moment of the words, or of the sequence if they occur in it', async () => {
  const found = async (query: string) => (await search(staff.owner, query)).hits[0]?.atMs;
  const [{ words: before = [] } = {}] = (await read(staff.owner)).passages;
  expect([await found('moved'), await found('bank')]).toEqual([before[1]?.fromMs, before[6]?.fromMs]);
  await write('It was a bank, a bank of the north.');
  const [{ words = [] } = {}] = (await read(staff.owner)).passages;
  expect(await found('bank of')).toBe(words[5]?.fromMs);
  await write('I moved the <b>database</b> of a bank.', 'It took two years.');
});

it('is not found by members who take no part', async () => {
  const other = await server.member(staff.owner, 'evaluator', 'other@example.org');
  expect((await search(other, 'database')).hits).toEqual([]);
  expect((await search(other, 'database', { interviewId })).hits).toEqual([]);
  expect((await refusalOf(other.call('transcript.read', { interviewId }))).code).toBe('forbidden');
});

it('has pages of hits, each hit once', async () => {
  await write(...Array.from({ length: 230 }, (_, index) => `Repeatedly ${index}.`));
  const found: number[] = [];
  for (let after: string | undefined, pages = 0; pages < 30; pages += 1) {
    const { hits, next } = await search(staff.owner, 'repeatedly', after === undefined ? {} : { after });
    found.push(...hits.map(({ atMs }) => atMs));
    after = next;
    if (after === undefined) break;
  }
  expect(found).toHaveLength(230);
  expect(new Set(found).size).toBe(230);
  for (const after of ['x', ':', '9:9:9', '-1:0'])
    expect((await search(staff.owner, 'repeatedly', { after })).hits).toHaveLength(20);
  await write('I moved the <b>database</b> of a bank.', 'It took two years.');
});

it('is downloaded as a file with a safe name, by those who may', async () => {
  for (const [format, type] of [
    ['vtt', 'text/vtt; charset=utf-8'],
    ['txt', 'text/plain; charset=utf-8'],
    ['json', 'application/json; charset=utf-8'],
  ] as const) {
    const { status, headers } = await file(staff.organizer, format);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe(type);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-disposition')).toBe(
      `attachment; filename="backend-developer-zweite-runde-transcript.${format}"`,
    );
  }
  expect((await file(staff.organizer, 'exe')).status).toBe(400);
  // The file of the made-up recording is no video, so it can't get captions.
  expect((await file(staff.organizer, 'mp4')).status).toBe(503);
  for (const visitor of [staff.evaluator, staff.interviewer])
    for (const format of ['vtt', 'mp4'] as const) expect((await file(visitor, format)).status).toBe(403);
  expect(await entries('transcript.downloaded')).toHaveLength(3);
});

it('is corrected by organizers, with the original and the author', async () => {
  const [passage] = (await read(staff.owner)).passages;
  const passageId = passage?.passageId ?? PassageId.parse('');
  const seen = 'I moved the <b>database</b> of a bank.';
  const correct = (visitor: Visitor, text: string) =>
    visitor.call('transcript.correct', { interviewId, passageId, seen, text });
  expect((await refusalOf(correct(staff.evaluator, 'Mine.'))).code).toBe('forbidden');
  const { passage: corrected } = await correct(staff.organizer, 'I moved the databases of a bank.');
  expect(corrected).toMatchObject({ correction: { original: seen, byName: 'organizer' } });
  expect(corrected.words.find(({ text }) => text === 'moved')).toEqual(passage?.words[1]);
  expect((await refusalOf(correct(staff.owner, 'Again.'))).code).toBe('conflict');
  expect((await search(staff.owner, 'databases')).hits).toMatchObject([{ atMs: corrected.words[3]?.fromMs }]);
  expect(await entries('transcript.corrected')).toMatchObject([{ details: { seatId: candidate } }]);
});

it('is deleted by organizers, and not made again', async () => {
  expect((await refusalOf(staff.evaluator.call('transcript.delete', { interviewId }))).code).toBe(
    'forbidden',
  );
  await staff.organizer.call('transcript.delete', { interviewId });
  expect(await read(staff.owner)).toMatchObject({ state: 'none', reason: 'deleted', passages: [] });
  expect((await search(staff.owner, 'bank')).hits).toEqual([]);
  expect((await file(staff.owner, 'txt')).status).toBe(404);
  await write('Again.');
  expect((await read(staff.owner)).state).toBe('none');
  expect(await entries('transcript.deleted')).toHaveLength(1);
});

it('is made again by organizers after it failed, with the reason for staff', async () => {
  const other = await StagedInterview.begin(server);
  const { recordingId } = other;
  candidate = other.candidate.seatId;
  speech.before = () => {
    throw new TranscribeError('service-refused');
  };
  await other.write([consentGiven(candidate, consentOf('candidate', true))]);
  await other.finish();
  const isJob = (state: string) =>
    eventually(`the job to be ${state}`, async () =>
      (await server.store.jobs.about([recordingId])).some(
        job => job.kind === 'transcript' && job.state === state,
      ),
    );
  await isJob('failed');
  const about = { interviewId: other.interviewId };
  const job = { kind: 'transcript', state: 'failed', reason: 'The speech service refused the audio.' };
  const jobs = async () => {
    const { recordings } = await staff.owner.call('recording.list', about);
    return recordings.flatMap(recording => recording.jobs).filter(({ kind }) => kind === 'transcript');
  };
  expect(await jobs()).toMatchObject([job]);
  expect(await staff.owner.call('transcript.read', about)).toMatchObject({
    state: 'failed',
    reason: 'service',
    detail: job.reason,
  });
  expect((await refusalOf(staff.evaluator.call('recording.retry', about))).code).toBe('forbidden');
  speech.before = () => {};
  await staff.organizer.call('recording.retry', about);
  await isJob('done');
  expect(await jobs()).toEqual([]);
  expect((await staff.owner.call('transcript.read', about)).state).toBe('ready');
});
