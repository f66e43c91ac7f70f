import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../../server/store/store.ts';
import { type MediaFileId, RecordingId } from '../../shared/ids.ts';
import { MEDIA_FILES } from '../../shared/protocol/recordingRoutes.ts';
import type { ApiClient } from '../support/apiClient.ts';
import { eventually } from '../support/eventually.ts';
import { finishedMedia } from '../support/finishedRecording.ts';
import { InterviewStage, type Part } from '../support/interviewStage.ts';
import { startOwnedServer } from '../support/ownedServer.ts';
import { tablesThatMention } from '../support/practiceRows.ts';
import type { SeatSocket } from '../support/seatSocket.ts';
import type { ServerProcess } from '../support/serverProcess.ts';
import { openTestStore } from '../support/testStore.ts';
import { newPassage, newTranscript } from '../support/transcriptRows.ts';

const RATERS = ['lead', 'second', 'evaluator'] as const satisfies Part[];
const OTHERS = ['candidate', 'observer'] as const satisfies Part[];
const BYTES = randomBytes(100_000);

let server: ServerProcess;
let owner: ApiClient;
let stage: InterviewStage;
let pages: Record<Part, SeatSocket>;
let fileId: MediaFileId;
let store: Store;

beforeAll(async () => {
  ({ server, owner } = await startOwnedServer());
  store = await openTestStore({ DATA_DIR: server.dataDir });
  stage = await InterviewStage.create(owner);
  pages = await stage.everybodyInside();
  await pages.lead.waitForView('the badge', ({ recording }) => recording.state === 'on');
});
afterAll(async () => {
  stage?.close();
  await store?.close();
  await server?.close();
});

/** Stores a file the way the finalizer would, because no one has sent media. */
async function putFile(): Promise<MediaFileId> {
  const { interviewId } = stage;
  const recordingId = await eventually('the recording to be over', async () => {
    const { review } = await owner.call('review.open', { interviewId });
    const isOver = review.jobs.some(({ kind, state }) => kind === 'finalise' && state === 'done');
    return isOver && review.recordingId;
  });
  const bytes = BYTES.length;
  const sha256 = createHash('sha256').update(BYTES).digest('hex');
  const name = 'candidate-1.webm';
  const file = { name, kind: 'person' as const, contentType: 'video/webm', bytes, sha256 };
  const [planned] = (await store.mediaFiles.plan(recordingId, ['person'], [file])) ?? [];
  if (!planned) throw new Error('The recording is erased.');
  const place = path.join(server.dataDir, 'recordings', planned.storageKey);
  await mkdir(path.dirname(place), { recursive: true });
  await writeFile(place, BYTES);
  const span = { fromMs: 0, toMs: 1_000 };
  const media = finishedMedia(stage.seatId('candidate'), span, { fileName: name, bytes, sha256 });
  const finished = { recordingId, durationMs: 1_000, stretches: [], media: [media], problems: [] };
  await store.interviewRecordings.finish(recordingId, {
    finished,
    state: 'ready',
    fileIds: [planned.fileId],
    stretches: [],
  });
  return planned.fileId;
}

async function grantOf(part: Part): Promise<string> {
  const { grant } = await pages[part].request('review.open', {});
  if (!grant) throw new Error('There is nothing to play.');
  return grant.grant;
}

/** Requests a range of the file like a client without cookies. */
const ask = (grant: string) =>
  fetch(server.url + MEDIA_FILES.replace(':grant', grant).replace(':fileId', fileId), {
    headers: { range: 'bytes=10-19' },
  });

async function expectPiece(grant: string): Promise<void> {
  const response = await ask(grant);
  expect(response.status).toBe(206);
  expect(Buffer.from(await response.arrayBuffer())).toEqual(BYTES.subarray(10, 20));
}

async function expectNothing(grant: string): Promise<void> {
  const response = await ask(grant);
  expect(response.status).toBe(404);
  expect((await response.json()).error.code).toBe('not-found');
}

/** Returns the paths on the server's disk that contain the recording's id. */
async function leftOf(recordingId: string): Promise<string[]> {
  const entries = await readdir(server.dataDir, { recursive: true });
  return entries.filter(entry => entry.includes(recordingId));
}

describe('a recording', () => {
  it('can be opened by no one during the interview, and only by raters after it', async () => {
    for (const part of RATERS)
      await expect(pages[part].request('review.open', {})).rejects.toMatchObject({ code: 'wrong-phase' });
    for (const part of OTHERS)
      await expect(pages[part].request('review.open', {})).rejects.toMatchObject({ code: 'forbidden' });
    await pages.lead.request('session.end', {});
    fileId = await putFile();
    for (const part of RATERS) await expectPiece(await grantOf(part));
    for (const part of OTHERS)
      await expect(pages[part].request('review.open', {})).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('can be watched for longer by a person who keeps it open, with a grant of their own', async () => {
    const grant = await grantOf('evaluator');
    expect((await pages.evaluator.request('review.renew', { grant })).grant).toBe(grant);
    for (const part of ['lead', 'second'] as const)
      await expect(pages[part].request('review.renew', { grant })).rejects.toMatchObject({
        code: 'unauthenticated',
      });
    for (const part of OTHERS)
      await expect(pages[part].request('review.renew', { grant })).rejects.toMatchObject({
        code: 'forbidden',
      });
    await expectPiece(grant);
  });

  it('has a transcript that the lead corrects in the room, and everyone else who may open it reads', async () => {
    const { interviewId } = stage;
    const recordingId = (await owner.call('review.open', { interviewId })).review.recordingId ?? '';
    const recording = { recordingId: RecordingId.parse(recordingId), interviewId };
    const passages = [newPassage(stage.seatId('candidate'), 1_000, 'The rhinocerous was happy.')];
    await store.transcripts.save(newTranscript(recording, passages));
    const transcript = await pages.lead.request('transcript.read', {});
    const [{ passageId } = assert.fail()] = transcript.passages;
    const edit = { passageId, seen: 'The rhinocerous was happy.', text: 'The rhinoceros was happy.' };
    for (const part of ['second', 'evaluator', ...OTHERS] as const)
      await expect(pages[part].request('transcript.correct', edit)).rejects.toMatchObject({
        code: part === 'second' ? 'not-lead' : 'forbidden',
      });
    await pages.lead.request('transcript.correct', edit);
    const [corrected] = (await pages.evaluator.request('transcript.read', {})).passages;
    expect(corrected?.words.map(({ text }) => text).join(' ')).toBe(edit.text);
    expect(corrected?.correction).toMatchObject({ original: edit.seen });
    expect(await tablesThatMention(store, ['rhinocer'])).not.toEqual([]);
    for (const part of OTHERS)
      await expect(pages[part].request('transcript.read', {})).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('ends for a rater between two ranges when their link is revoked, and for no one else', async () => {
    const [grant, others] = [await grantOf('second'), await grantOf('evaluator')];
    await expectPiece(grant);
    const { interviewId } = stage;
    await owner.call('links.revoke', { interviewId, seatId: stage.seatId('second') });
    await expectNothing(grant);
    await expectPiece(others);
  });

  it('is removed for everyone and from every disk when it is deleted, with a receipt and audit entries', async () => {
    const { interviewId } = stage;
    const grants = [await grantOf('lead'), await grantOf('evaluator')];
    const { review } = await owner.call('review.open', { interviewId });
    const { recordingId = '' } = review;
    expect(await leftOf(recordingId)).not.toEqual([]);
    await pages.lead.request('recording.erase', {});
    for (const grant of grants) await expectNothing(grant);
    const receipt = await eventually('the receipt to be complete', async () => {
      const { receipts } = await owner.call('recording.receipts', { interviewId });
      return receipts.find(({ completedAt }) => completedAt !== undefined);
    });
    expect(receipt).toMatchObject({ recordingId, cause: 'request' });
    expect(receipt.bytes).toBeGreaterThanOrEqual(BYTES.length);
    expect(await leftOf(recordingId)).toEqual([]);
    expect(await tablesThatMention(store, ['rhinocer'])).toEqual([]);
    for (const grant of grants) await expectNothing(grant);
    const { review: after, grant: none } = await pages.evaluator.request('review.open', {});
    expect([after.state, after.tracks, none]).toEqual(['erased', [], undefined]);
    await eventually('the entries in the audit log', async () => {
      const entries = (await store.audit.list(200)).filter(
        ({ target }) => target === recordingId || target === interviewId,
      );
      const seat = (part: Part) => `seat:${stage.seatId(part)}`;
      const isNoted = (actor: string, action: string) =>
        entries.some(entry => entry.actor === actor && entry.action === action);
      return (
        RATERS.every(part => isNoted(seat(part), 'recording.watched')) &&
        OTHERS.every(part => !isNoted(seat(part), 'recording.watched')) &&
        isNoted(seat('lead'), 'recording.erased') &&
        isNoted('system', 'recording.deleted')
      );
    });
  });
});
