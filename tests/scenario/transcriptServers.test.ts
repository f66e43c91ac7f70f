import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { segmentsOf } from '../../server/features/transcript/segmentsOf.ts';
import { Interviews } from '../../server/interviews/interviews.ts';
import type { Store } from '../../server/store/store.ts';
import { CaptureNodes } from '../support/captureNodes.ts';
import { eventually } from '../support/eventually.ts';
import { NODE, StagedInterview } from '../support/finishingStage.ts';
import { startPostgres } from '../support/postgresServer.ts';
import { QUIETLY } from '../support/quietly.ts';
import { ServerProcess } from '../support/serverProcess.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { openTestStore } from '../support/testStore.ts';
import { hearing, standInTranscriptionService } from '../support/transcriptionService.ts';
import { consentGiven, consentOf, spokenTrack } from '../support/transcriptStage.ts';

const SPEECH = [5_000, 15_000, 25_000].map(fromMs => ({ fromMs, toMs: fromMs + 3_000 }));

let closers: AsyncDisposableStack;
beforeEach(() => {
  closers = new AsyncDisposableStack();
});
afterEach(() => closers.disposeAsync());

/** Adds a finished recording of a minute, whose transcript waits to be made. */
async function addRecording(store: Store, recordingDir: string): Promise<StagedInterview> {
  const place = {
    store,
    nodes: new CaptureNodes(NODE),
    interviews: new Interviews({ store: store.interviews }),
  };
  const interview = await StagedInterview.begin(place);
  const { candidate, interviewId, recordingId } = interview;
  await interview.write([consentGiven(candidate.seatId, consentOf('candidate', true))]);
  await interview.record(NODE, { isKept: false });
  await interview.end();
  const name = 'candidate-1.webm';
  const made = path.join(recordingDir, name);
  const tone = ['-f', 'lavfi', '-i', 'sine=duration=60', '-c:a', 'libopus'];
  execFileSync('ffmpeg', [...QUIETLY, ...tone, made]);
  const content = await readFile(made);
  const [bytes, sha256] = [content.length, createHash('sha256').update(content).digest('hex')];
  await store.interviewRecordings.note({ recordingId, interviewId, startedAt: Date.now(), stretches: [] });
  const file = { name, kind: 'person' as const, contentType: 'video/webm', bytes, sha256 };
  const [planned] = (await store.mediaFiles.plan(recordingId, ['person'], [file])) ?? [];
  if (!planned) throw new Error('The recording was deleted.');
  const stored = path.join(recordingDir, planned.storageKey);
  await mkdir(path.dirname(stored), { recursive: true });
  await writeFile(stored, content);
  const media = [spokenTrack(candidate.seatId, SPEECH, { fileName: name, bytes, sha256, hasVideo: false })];
  await store.interviewRecordings.finish(recordingId, {
    finished: { recordingId, durationMs: 60_000, stretches: [], media, problems: [] },
    state: 'ready',
    fileIds: [planned.fileId],
    stretches: [],
  });
  await store.jobs.stop({ kind: 'compose', target: recordingId });
  return interview;
}

/** True if the server has a process that transcribes. */
async function transcribes({ program }: ServerProcess): Promise<boolean> {
  const commands = program.childPids.map(pid => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => ''));
  return (await Promise.all(commands)).some(command => command.includes('transcript/work/main.ts'));
}

it('one of two servers makes a transcript, and the other takes over when it is killed', async () => {
  const postgres = closers.use(await startPostgres());
  const service = closers.use(await standInTranscriptionService());
  const recordings = closers.use(await temporaryFolder('recordings'));
  const variables = { DATABASE_URL: await postgres.createDatabase() };
  const store = await openTestStore(variables);
  closers.defer(() => store.close());
  const { recordingId } = await addRecording(store, recordings.path);
  const job = async () => (await store.jobs.about([recordingId])).find(({ kind }) => kind === 'transcript');

  // The second segment gets no answer.
  service.answer(hearing('Before.'), () => {});
  const shared = {
    ...variables,
    RECORDING_DIR: recordings.path,
    SECRET: 'one secret for both servers'.padEnd(40, '.'),
    TRANSCRIBE_URL: service.url,
  };
  const servers = await Promise.all([ServerProcess.start(shared), ServerProcess.start(shared)]);
  for (const server of servers) closers.use(server);
  await eventually('a second segment to be sent', () => service.requests.length === 2);
  const { beat = 0 } = (await job()) ?? {};
  await eventually('two heartbeats', async () => ((await job())?.beat ?? 0) >= beat + 2);
  const busy = await Promise.all(servers.map(transcribes));
  expect(busy.toSorted()).toEqual([false, true]);
  expect(service.requests).toHaveLength(2);

  service.answer(hearing('After.'));
  await servers[busy.indexOf(true)]?.kill();
  const killedAt = performance.now();
  await eventually('the other server to make it', async () => (await job())?.state === 'done', 60_000);
  expect(performance.now() - killedAt).toBeGreaterThan(7_000);
  const passages = await store.transcripts.passagesOf(recordingId);
  expect(passages.map(({ fromMs, words }) => [fromMs, words.map(({ text }) => text).join(' ')])).toEqual(
    segmentsOf({ fromMs: 0, toMs: 60_000, speech: SPEECH }).map(({ fromMs }) => [fromMs, 'After.']),
  );
  expect(service.requests).toHaveLength(2 + SPEECH.length);
});
