import { afterAll, beforeAll, expect, it } from 'vitest';
import { PRACTICE_ARCHIVE } from '../../../shared/protocol/practiceRoutes.ts';
import { PRACTICE_TRANSCRIPT_FILE } from '../../../shared/protocol/transcriptRoutes.ts';
import { candidateOf } from '../../../shared/recruiter/recruiterContextOf.ts';
import { eventually } from '../../support/eventually.ts';
import type { PracticeStranger } from '../../support/practiceStranger.ts';
import { newTranscript } from '../../support/transcriptRows.ts';
import { ENGINE, FakeSpeech } from '../../support/transcriptStage.ts';
import { unzipped } from '../../support/unzipped.ts';
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
  // Chapters of this interview take a millisecond.
  const { review } = await stranger.asker.call('practice.review', stranger.ref);
  const { fromMs, toMs } = review.chapters[0] ?? { fromMs: 0, toMs: 1 };
  const words = 'I <i>practiced</i> a lot.'.split(' ').map(text => ({ text, fromMs, toMs }));
  const passages = [{ seatId, fromMs, toMs, understood: true, words }];
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

const archived = async () => {
  const answer = await fetch(`${practiced.server.url}${PRACTICE_ARCHIVE}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ page: stranger.page }),
  });
  const entries = await unzipped(Buffer.from(await answer.arrayBuffer()));
  return [...entries].map(([name, bytes]) => `${name.split('/').at(-1)}: ${bytes}`).join('\n');
};

it('is in the archive of the private page', async () => {
  const archive = await archived();
  expect(archive).toMatch(/^transcript\.txt: [\s\S]*: I <i>practiced<\/i> a lot\./m);
  expect(archive).toMatch(/^transcript\.json: \{/m);
});

it('is shown on the private page as it was corrected', async () => {
  const { transcripts } = practiced.server.store;
  const { recordingId } = held;
  const [passage] = await transcripts.passagesOf(recordingId);
  if (!passage) throw new Error('There is no passage.');
  const words = async () => JSON.stringify((await stranger.attempt()).questions);
  expect(await words()).toContain('<i>');
  await transcripts.correct({
    ...{ recordingId, passageId: passage.passageId, seen: 'I <i>practiced</i> a lot.' },
    ...{ text: 'I practiced juggling.', correctedBy: 'olga', byName: 'Olga' },
  });
  const [corrected] = (await stranger.asker.call('practice.transcript', stranger.ref)).passages;
  expect(corrected?.correction?.byName).toBe('Olga');
  expect(await words()).toContain('I practiced');
  expect(await words()).not.toContain('<i>');
});

it('is deleted by the candidate, who keeps the recording', async () => {
  await stranger.asker.call('practice.deleteTranscript', stranger.ref);
  expect(await stranger.asker.call('practice.transcript', stranger.ref)).toMatchObject({
    state: 'none',
    reason: 'deleted',
  });
  const attempt = await stranger.attempt();
  expect(attempt.recording.state).toBe('ready');
  expect(attempt.questions.some(({ spoken }) => spoken)).toBe(false);
  expect(await archived()).not.toMatch(/transcript\.|juggling/);
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
