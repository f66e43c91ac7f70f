import { afterAll, beforeAll, expect, it } from 'vitest';
import { PRACTICE_TRANSCRIPT_FILE } from '../../../shared/protocol/transcriptRoutes.ts';
import { candidateOf } from '../../../shared/recruiter/recruiterContextOf.ts';
import { eventually } from '../../support/eventually.ts';
import type { PracticeStranger } from '../../support/practiceStranger.ts';
import { newPassage, newTranscript } from '../../support/transcriptRows.ts';
import { ENGINE, FakeSpeech } from '../../support/transcriptStage.ts';
import { PracticedInterview } from './practicedInterview.ts';
import { PracticedServer } from './practicedServer.ts';
import { refusalOf } from './refusals.ts';

const practiced = new PracticedServer();
let held: PracticedInterview;
let stranger: PracticeStranger;
let other: PracticeStranger;

beforeAll(async () => {
  await practiced.begin({ transcription: ENGINE, transcribe: new FakeSpeech().transcribe });
  [stranger, other] = [await practiced.start(), await practiced.start()];
  held = await PracticedInterview.hold(practiced.server, stranger);
  const seatId = candidateOf(await held.state())?.seatId;
  if (!seatId) throw new Error('No one practiced.');
  const recording = { recordingId: held.recordingId, interviewId: stranger.interviewId };
  const passages = [newPassage(seatId, 1_000, 'I <i>practiced</i> a lot.')];
  await practiced.server.store.transcripts.save(newTranscript(recording, passages));
});
afterAll(() => practiced.server.close());

const download = (fields: Record<string, string>) =>
  practiced.server.visitor().fetch(PRACTICE_TRANSCRIPT_FILE, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  });

it('of private practice is read and downloaded by the candidate alone', async () => {
  const own = await stranger.asker.call('practice.transcript', stranger.ref);
  expect(own).toMatchObject({ state: 'ready', may: { correct: false, download: true, erase: true } });
  expect(own.passages.map(({ words }) => words.map(({ text }) => text).join(' '))).toContain(
    'I <i>practiced</i> a lot.',
  );
  const answer = await download({ ...stranger.ref, format: 'txt' });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  const foreign = { page: other.page, interviewId: stranger.interviewId };
  expect((await refusalOf(stranger.asker.call('practice.transcript', foreign))).code).toBe('not-found');
  expect((await download({ ...foreign, format: 'txt' })).status).toBe(404);
  const { interviewId } = stranger;
  expect((await refusalOf(practiced.owner.call('transcript.read', { interviewId }))).code).toBe('forbidden');
  expect((await practiced.owner.call('transcripts.search', { query: 'practiced' })).hits).toEqual([]);
  const log = await practiced.server.store.audit.list(100);
  expect(log.filter(({ action }) => action.startsWith('transcript.'))).toEqual([]);
});

it('is deleted by the candidate, who keeps the recording', async () => {
  await stranger.asker.call('practice.deleteTranscript', stranger.ref);
  expect(await stranger.asker.call('practice.transcript', stranger.ref)).toMatchObject({
    state: 'none',
    reason: 'deleted',
  });
  expect((await stranger.attempt()).recording.state).toBe('ready');
});

it('goes with the attempt', async () => {
  const { interviewId } = stranger;
  const { receipt } = await stranger.asker.call('practice.delete', stranger.ref);
  await eventually('the deletion to end', async () => {
    const { receipt: now } = await stranger.asker.call('practice.receipt', { receiptId: receipt.receiptId });
    return now.completedAt !== undefined;
  });
  const { kysely } = practiced.server.store.database;
  for (const table of ['transcripts', 'transcriptPassages', 'transcriptEntries'] as const)
    expect(
      await kysely.selectFrom(table).select('interviewId').where('interviewId', '=', interviewId).execute(),
    ).toEqual([]);
});
