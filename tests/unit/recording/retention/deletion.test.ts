import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Interviews } from '../../../../server/interviews/interviews.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { ErasureReceipt } from '../../../../shared/protocol/recordingRoutes.ts';
import { eventually } from '../../../support/eventually.ts';
import { newStretchId } from '../../../support/finishedRecording.ts';
import { FinishingStage, NODE, OTHER_NODE, type StagedInterview } from '../../../support/finishingStage.ts';
import { tablesThatMention } from '../../../support/practiceRows.ts';
import { type Fault, FaultyRelay } from '../../../support/s3/FaultyRelay.ts';
import { bucketOf, S3Server } from '../../../support/s3/S3Server.ts';
import { newPassage, newTranscript } from '../../../support/transcriptRows.ts';

let stage: FinishingStage;
let interview: StagedInterview;

beforeEach(async () => {
  stage = await FinishingStage.start();
  interview = await stage.interview();
});
afterEach(() => stage.close());

function completed(): Promise<ErasureReceipt> {
  return eventually('the receipt to be complete', async () => {
    const receipt = await stage.store.erasures.find(interview.recordingId);
    return receipt?.completedAt === undefined ? undefined : receipt;
  });
}

/** Expects that no file of the recording is left anywhere. */
async function expectNothingLeft(): Promise<void> {
  const { recordingId } = interview;
  expect(await readdir(stage.storageFolder)).toEqual([]);
  expect(stage.nodes.stretches.filter(stretch => stretch.recordingId === recordingId)).toEqual([]);
  expect(existsSync(path.join(stage.workFolder, recordingId))).toBe(false);
  expect(await stage.store.mediaFiles.of(recordingId, 'pending', 'stored', 'superseded')).toEqual([]);
  expect(await stage.store.erasures.rest(recordingId)).toEqual({ files: 0, stretches: [], workFolders: [] });
  expect((await stage.store.interviewRecordings.find(recordingId))?.finished).toBeUndefined();
}

describe('deleting a recording', () => {
  it('deletes every file, and counts them in the receipt', async () => {
    await stage.open();
    await interview.finish();
    const files = await stage.store.mediaFiles.of(interview.recordingId, 'stored');
    expect(files.map(({ kind }) => kind).toSorted()).toEqual(['composed', 'person', 'thumbnail']);
    await interview.erase();
    const receipt = await completed();
    expect(receipt).toMatchObject({
      interviewId: interview.interviewId,
      cause: 'request',
      files: 3,
      bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    await expectNothingLeft();
    const actions = (await stage.store.audit.list(20)).map(({ action }) => action);
    expect(actions).toContain('recording.deleted');
  });

  it('writes a receipt without personal data', async () => {
    await stage.open();
    await interview.finish();
    await interview.erase();
    const text = JSON.stringify(await completed());
    for (const { displayName, seatId } of interview.seats) {
      expect(text).not.toContain(displayName);
      expect(text).not.toContain(seatId);
    }
  });

  it('deletes it from the media servers before finalizing, and logs the digest of each file', async () => {
    await stage.open();
    await interview.record(NODE, { sizes: [1_000, 2_000] });
    await interview.record(OTHER_NODE, { sizes: [500] });
    await interview.erase();
    expect(await completed()).toMatchObject({ files: 6 });
    await expectNothingLeft();
    // The receipt is complete a moment before the job is.
    await stage.job(interview.recordingId, 'erase', 'done');
    expect(await stage.store.jobs.about([interview.recordingId])).toMatchObject([
      { kind: 'erase', state: 'done' },
    ]);
  });

  it('deletes a running recording after the media server has stopped', async () => {
    await stage.open();
    const { recordingId } = interview;
    const stretchId = newStretchId();
    await interview.write([
      { kind: 'recording.started', payload: { recordingId, stretchId, nodeId: NODE, agoMs: 0 } },
    ]);
    const stretch = stage.nodes.keep(NODE, recordingId, stretchId, { state: 'open' });
    await interview.erase();
    await stage.job(recordingId, 'erase', 'running');
    expect(stage.nodes.stretches).toHaveLength(1);
    stretch.state = 'closed';
    await completed();
    await expectNothingLeft();
  });

  it('ends finalizing and deletes the recording', async () => {
    await stage.open();
    let aborted = false;
    stage.finishing.before = (_work, signal) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => {
          aborted = true;
          reject(signal.reason);
        });
      });
    await interview.record();
    await interview.end();
    await eventually('finalizing to start', () => stage.finishing.tasks.length === 1);
    await interview.erase();
    await completed();
    expect(aborted).toBe(true);
    await expectNothingLeft();
    expect((await stage.store.jobs.about([interview.recordingId])).map(({ kind }) => kind)).toEqual([
      'erase',
    ]);
  });

  it('ends composing and deletes the recording', async () => {
    // Only the deletion cleans up folders.
    await stage.open({ pollMs: 1_000_000 });
    stage.finishing.before = (work, signal) =>
      work === 'finalise'
        ? undefined
        : new Promise((_resolve, reject) => {
            signal?.addEventListener('abort', () => reject(signal.reason));
          });
    await interview.record();
    await interview.end();
    await stage.job(interview.recordingId, 'compose', 'running');
    await interview.erase();
    expect(await completed()).toMatchObject({ files: 2 });
    await expectNothingLeft();
  });

  it('leaves no interrupted uploads', async () => {
    await stage.open();
    await interview.finish();
    await stage.store.mediaFiles.plan(
      interview.recordingId,
      ['composed'],
      [{ name: 'late.mp4', kind: 'composed', contentType: 'video/mp4', bytes: 5, sha256: 'a'.repeat(64) }],
    );
    const [late] = await stage.store.mediaFiles.of(interview.recordingId, 'pending');
    await writeFile(path.join(stage.storageFolder, `${late?.storageKey}.0123456789abcdef.part`), 'half');
    await interview.erase();
    expect(await completed()).toMatchObject({ files: 3 });
    await expectNothingLeft();
  });

  it('starts at the next server start when the server died before it could delete', async () => {
    const first = await stage.open();
    await interview.finish();
    await first.close();
    await interview.erase();
    await stage.open();
    await completed();
    await expectNothingLeft();
  });

  it('deletes a recording without a record in the database', async () => {
    await interview.record();
    await interview.erase();
    await stage.open();
    expect(await completed()).toMatchObject({ files: 4 });
    await expectNothingLeft();
  });

  it('has one receipt, however often it is deleted', async () => {
    await stage.open();
    await interview.finish();
    await interview.erase();
    const receipt = await completed();
    await interview.erase();
    await stage.recordings.keeper.follow(interview.interviewId);
    await stage.store.jobs.enqueueAgain({ kind: 'erase', target: interview.recordingId });
    stage.recordings.runner.poll();
    await stage.job(interview.recordingId, 'erase', 'done');
    expect(await stage.store.erasures.list(interview.interviewId)).toEqual([receipt]);
  });

  it('makes room for the next recording of the interview', async () => {
    await stage.open();
    await interview.record();
    await interview.erase();
    const first = await completed();
    interview.startAnew();
    await interview.finish();
    expect(await stage.store.mediaFiles.of(interview.recordingId, 'stored')).toHaveLength(3);
    await interview.erase();
    const second = await completed();
    expect(await stage.store.erasures.list(interview.interviewId)).toEqual([second, first]);
  });

  it('is not undone by a late job', async () => {
    await stage.open();
    await interview.finish();
    await interview.erase();
    await completed();
    for (const kind of ['finalise', 'compose']) {
      await stage.recordings.runner.enqueue({ kind, target: interview.recordingId });
      await stage.job(interview.recordingId, kind, 'done');
    }
    await expectNothingLeft();
  });
});

describe('deleting a recording from an unreachable media server', () => {
  it('keeps the receipt open until the server returns and has deleted its segments', async () => {
    await stage.open();
    await interview.record(NODE);
    await interview.record(OTHER_NODE);
    stage.nodes.away.add(OTHER_NODE);
    await interview.erase();
    const job = await stage.job(interview.recordingId, 'erase', 'retrying');
    expect(job.reason).toBe('Waiting for a media server that holds a part of the recording.');
    expect(stage.nodes.stretches.map(({ recordingId }) => recordingId)).toEqual([interview.recordingId]);
    expect((await stage.store.erasures.find(interview.recordingId))?.completedAt).toBeUndefined();
    stage.nodes.away.clear();
    expect(await completed()).toMatchObject({ files: 8 });
    await expectNothingLeft();
  });

  it('also deletes segments that were never logged, whenever the server returns', async () => {
    await stage.open();
    await interview.finish();
    stage.nodes.away.add(OTHER_NODE);
    stage.nodes.keep(OTHER_NODE, interview.recordingId, newStretchId());
    await interview.erase();
    await completed();
    stage.nodes.away.clear();
    await eventually('it to be deleted', () => stage.nodes.stretches.length === 0);
  });

  it('does not delay the deletion on other servers', async () => {
    await stage.open();
    await interview.record(NODE);
    await interview.record(OTHER_NODE);
    stage.nodes.before = (name, params) => {
      const { nodeId } = params as { nodeId: string };
      if (name === 'capture.release' && nodeId === NODE && stage.nodes.stretches.length > 1)
        throw new AppError('media-unavailable');
    };
    await interview.erase();
    await completed();
    await expectNothingLeft();
  });

  it('deletes a file that can no longer be read', async () => {
    await stage.open();
    await interview.record();
    stage.nodes.before = name => {
      if (name === 'capture.digest') throw new AppError('internal');
    };
    await interview.erase();
    expect(await completed()).toMatchObject({ files: 4 });
    await expectNothingLeft();
  });
});

describe('a media server that is declared lost', () => {
  const lost = { kind: 'mediaServer' as const, placeId: OTHER_NODE };

  async function eraseWithoutOther(): Promise<void> {
    await stage.open();
    await interview.record(NODE);
    await interview.record(OTHER_NODE);
    stage.nodes.away.add(OTHER_NODE);
    await interview.erase();
    await stage.job(interview.recordingId, 'erase', 'retrying');
  }

  it('is no longer awaited, and the receipt states that segments were lost with it', async () => {
    await eraseWithoutOther();
    const { lostStorage: lostPlaces } = stage.store;
    const since = (await stage.store.erasures.find(interview.recordingId))?.requestedAt;
    expect(await lostPlaces.missing([], Date.now())).toEqual([{ ...lost, deletions: 1, since }]);
    expect(await lostPlaces.missing([lost], Date.now())).toEqual([]);
    expect(await lostPlaces.missing([], (since ?? 0) - 1)).toEqual([]);
    expect(await lostPlaces.declare(lost, 'owner-1')).toBe(1);
    expect(await completed()).toMatchObject({ files: 4, lostPlaces: 1 });
    expect(await lostPlaces.missing([], Date.now())).toEqual([]);
    const entries = await stage.store.audit.list(20);
    expect(entries.find(({ action }) => action === 'storage.declaredLost')).toMatchObject({
      actor: 'owner-1',
      target: OTHER_NODE,
      details: { kind: 'mediaServer', deletions: 1 },
    });
  });

  it('deletes its segments when it returns, even when nothing else of the interview is left', async () => {
    await eraseWithoutOther();
    await stage.store.lostStorage.declare(lost, 'owner-1');
    await completed();
    await stage.store.practicePurges.purge(interview.interviewId);
    expect(stage.nodes.stretches).toHaveLength(1);
    stage.nodes.away.clear();
    await eventually('its part to be deleted', () => stage.nodes.stretches.length === 0);
    await eventually('it to count as present', async () => !(await stage.store.lostStorage.isLost(lost)));
  });

  it('is not accepted as lost while it responds', async () => {
    const { routes } = await stage.open();
    const declare = routes['storage.declareLost'];
    const owner = { member: { userId: 'owner-1' } } as Parameters<typeof declare>[1];
    const answering = { kind: 'mediaServer' as const, placeId: NODE };
    await expect(declare(answering, owner)).rejects.toMatchObject({ code: 'conflict' });
    expect(await stage.store.lostStorage.isLost(answering)).toBe(false);
  });

  it('keeps the segments of other recordings', async () => {
    const kept = await stage.interview();
    await kept.record(OTHER_NODE);
    await eraseWithoutOther();
    await stage.store.lostStorage.declare(lost, 'owner-1');
    await completed();
    stage.nodes.away.clear();
    await eventually('its part of the deleted one to be deleted', () => stage.nodes.stretches.length === 1);
    expect(stage.nodes.stretches.map(({ recordingId }) => recordingId)).toEqual([kept.recordingId]);
  });
});

describe('a server that has worked on a deleted recording', () => {
  it('and is declared lost is no longer awaited, and deletes its files when it returns', async () => {
    const first = await stage.open();
    await interview.finish();
    await first.close();
    const placeId = (await readFile(path.join(stage.workFolder, 'id'), 'utf8')).trim();
    const folder = path.join(stage.workFolder, interview.recordingId, 'compose');
    await stage.store.erasures.noteWorkFolder(interview.recordingId, placeId);
    await mkdir(folder, { recursive: true });
    await rename(stage.workFolder, `${stage.workFolder}.lost`);
    const second = await stage.open();
    await interview.erase();
    await stage.job(interview.recordingId, 'erase', 'retrying');
    expect(await stage.store.lostStorage.declare({ kind: 'server', placeId }, 'owner-1')).toBe(1);
    expect(await completed()).toMatchObject({ lostPlaces: 1 });
    await stage.store.practicePurges.purge(interview.interviewId);
    await second.close();
    await rm(stage.workFolder, { recursive: true });
    await rename(`${stage.workFolder}.lost`, stage.workFolder);
    await stage.open();
    await eventually('its part to be deleted', () => !existsSync(path.dirname(folder)));
  });

  it('and is unreachable keeps the receipt open until it returns and has emptied its work folder', async () => {
    await stage.open();
    await interview.finish();
    await stage.store.erasures.noteWorkFolder(interview.recordingId, 'another server');
    await interview.erase();
    const job = await stage.job(interview.recordingId, 'erase', 'retrying');
    expect(job.reason).toBe('Another server that has worked on the recording is away.');
    await stage.store.erasures.forgetWorkFolder(interview.recordingId, 'another server');
    await completed();
    await expectNothingLeft();
  });

  it('and is still working on it is awaited without a limit', async () => {
    const timing = { doubtMs: 1_000_000 };
    const first = await stage.open();
    await interview.finish();
    await first.close();
    const { jobs } = stage.store;
    await jobs.enqueueAgain({ kind: 'compose', target: interview.recordingId });
    const waiting = (await jobs.live()).find(({ kind }) => kind === 'compose');
    expect(waiting && (await jobs.claim(waiting, 'another server'))).toBeDefined();
    await interview.erase();
    await stage.open({ timing });
    const { reason } = await stage.job(interview.recordingId, 'erase', 'retrying');
    expect(reason).toBe('The recording is still being worked on.');
    // Far more polls than the attempts of a job that can fail.
    await completed();
    await expectNothingLeft();
  });

  it('empties its work folder when it returns', async () => {
    const first = await stage.open();
    await interview.finish();
    await first.close();
    const own = (await readFile(path.join(stage.workFolder, 'id'), 'utf8')).trim();
    await stage.store.erasures.noteWorkFolder(interview.recordingId, own);
    await mkdir(path.join(stage.workFolder, interview.recordingId, 'compose'), { recursive: true });
    await interview.erase();
    await stage.open();
    await completed();
    await expectNothingLeft();
  });
});

describe('deleting a recording from a bucket', () => {
  let server: S3Server;
  let relay: FaultyRelay;

  beforeEach(async () => {
    server = await S3Server.start({ keepsVersions: true });
    relay = await FaultyRelay.start(server.port);
    await stage.close();
    stage = await FinishingStage.start({ ...bucketOf(server, relay.url), S3_PREFIX: 'vivavoce' });
    interview = await stage.interview();
    await stage.open();
    await interview.finish();
    expect(server.objectKeys).toHaveLength(3);
  });
  afterEach(async () => {
    await relay.close();
    await server.close();
  });

  it('leaves nothing, including older versions and incomplete uploads', async () => {
    server.beginUpload(server.objectKeys[0] ?? '');
    await interview.erase();
    await completed();
    expect(server.leftovers).toBe(0);
  });

  it.each<[string, Fault, string]>([
    [
      'rejects the deletion',
      { status: 403, code: 'AccessDenied' },
      'The storage refuses the server: check the rights of the access key.',
    ],
    ['does not respond', 'drop', 'The storage does not answer.'],
  ])('keeps the receipt open until the bucket is empty when it %s', async (_what, fault, says) => {
    relay.fault = ({ method }) => (method === 'DELETE' ? fault : undefined);
    await interview.erase();
    const { reason } = await stage.job(interview.recordingId, 'erase', 'retrying');
    expect(reason).toBe(says);
    expect(server.objectKeys).toHaveLength(3);
    expect(await stage.store.erasures.find(interview.recordingId)).not.toHaveProperty('completedAt');
    relay.fault = () => undefined;
    expect(await completed()).toMatchObject({ files: 3 });
    expect(server.leftovers).toBe(0);
  });
});

describe('retention of recordings', () => {
  /** Checked in the event log, which changes first. */
  const kept = async ({ interviewId, recordingId }: StagedInterview) =>
    (await stage.interviews.read(interviewId)).recording?.recordingId === recordingId;

  it("deletes what is older than the organization's retention time, immediately when that is shortened", async () => {
    await stage.open();
    await interview.finish();
    const { recordingId } = interview;
    const { retention } = stage.recordings;
    await stage.store.database.kysely
      .updateTable('recordings')
      .set({ endedAt: Date.now() - 8 * 24 * 60 * 60 * 1_000 })
      .where('recordingId', '=', recordingId)
      .execute();
    const passages = [newPassage(interview.candidate.seatId, 1_000, 'Hippopotamus.')];
    await stage.store.transcripts.save(newTranscript(interview, passages));
    await retention.change(9, 'u-1');
    expect(await kept(interview)).toBe(true);
    expect(await tablesThatMention(stage.store, ['Hippopotamus'])).not.toEqual([]);
    await retention.change(7, 'u-1');
    expect(await completed()).toMatchObject({ cause: 'retention', files: 3 });
    expect(await tablesThatMention(stage.store, ['Hippopotamus', 'hippopotamus'])).toEqual([]);
    await expectNothingLeft();
  });

  it('deletes nothing when everything is kept permanently', async () => {
    await stage.open();
    await interview.finish();
    await stage.store.database.kysely.updateTable('recordings').set({ endedAt: 1 }).execute();
    await stage.recordings.retention.sweep();
    expect(await kept(interview)).toBe(true);
    await stage.recordings.retention.change(3_650, 'u-1');
    expect(await completed()).toMatchObject({ cause: 'retention' });
  });

  it('continues when the log of one interview can no longer be read', async () => {
    await stage.open();
    const broken = await stage.interview();
    for (const one of [broken, interview]) await one.finish();
    await stage.recordings.close();
    const { kysely } = stage.store.database;
    await kysely.updateTable('recordings').set({ endedAt: 1 }).execute();
    await kysely.deleteFrom('interviewEvents').where('interviewId', '=', broken.interviewId).execute();
    // A new instance without cached logs.
    await stage.open({ interviews: new Interviews({ store: stage.store.interviews }) });
    await stage.recordings.retention.change(7, 'u-1');
    await completed();
  });
});
