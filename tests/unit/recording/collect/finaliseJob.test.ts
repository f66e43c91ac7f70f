import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FinaliseError } from '../../../../server/features/recording/finalise/finaliseTask.ts';
import type { RecordingId } from '../../../../shared/ids.ts';
import type { StaffMember } from '../../../../shared/protocol/http.ts';
import { eventually } from '../../../support/eventually.ts';
import { newRecordingId } from '../../../support/finishedRecording.ts';
import { FinishingStage, type StagedInterview } from '../../../support/finishingStage.ts';

let stage: FinishingStage;
let interview: StagedInterview;

beforeEach(async () => {
  stage = await FinishingStage.start();
  interview = await stage.interview();
});
afterEach(() => stage.close());

const stretches = () => stage.store.interviewRecordings.stretchesOf(interview.recordingId);
const stretchStates = async () => (await stretches()).map(({ state }) => state).toSorted();
const storedFiles = () => stage.store.mediaFiles.of(interview.recordingId, 'stored');
const isReady = () => stage.untilState(interview.recordingId, 'ready');

describe('a combined video that lacks a picture', () => {
  it('is stored, and the recording says what is left out until it is made in full', async () => {
    await stage.open();
    stage.finishing.leftOut = ['candidate-1.webm'];
    await interview.finish();
    const problems = async () =>
      (await stage.store.interviewRecordings.find(interview.recordingId))?.finished?.problems;
    expect(await problems()).toEqual([{ code: 'left-out', name: 'candidate-1.webm' }]);
    expect((await storedFiles()).map(({ kind }) => kind)).toContain('composed');
    await stage.store.interviewRecordings.noteLeftOut(interview.recordingId, []);
    expect(await problems()).toEqual([]);
  });
});

describe('finalizing unreadable segments', () => {
  it('leaves them at the source, and fails the recording when there are no others', async () => {
    await stage.open();
    stage.finishing.isUseless = true;
    const stretchId = await interview.record();
    stage.finishing.problems = [{ stretchId, code: 'unreadable' }];
    await interview.end();
    await stage.untilState(interview.recordingId, 'failed');
    await stage.recordings.keeper.poll();
    expect(stage.nodes.stretches).toHaveLength(1);
    expect(await stretchStates()).toEqual(['kept']);
    expect(await storedFiles()).toEqual([]);
  });

  it('tries again when a person requests it', async () => {
    await stage.open();
    stage.finishing.isUseless = true;
    await interview.record();
    await interview.end();
    await stage.untilState(interview.recordingId, 'failed');
    stage.finishing.isUseless = false;
    const member = {
      userId: 'olga',
      name: 'Olga',
      email: 'olga@example.org',
      role: 'owner',
      disabled: false,
      teams: [],
    } satisfies StaffMember;
    await stage.recordings.routes['recording.retry'](
      { interviewId: interview.interviewId },
      { member, headers: new Headers(), address: '', setCookies: () => {} },
    );
    await isReady();
    await eventually('it to be deleted at its media server', () => stage.nodes.stretches.length === 0);
  });

  it('leaves them at the source while the rest is deleted there', async () => {
    await stage.open();
    await interview.record();
    const broken = await interview.record();
    stage.finishing.problems = [{ stretchId: broken, code: 'unreadable' }];
    await interview.end();
    await isReady();
    await eventually('one to be deleted', () => stage.nodes.stretches.length === 1);
    expect(stage.nodes.stretches[0]?.stretchId).toBe(broken);
    await expect.poll(stretchStates).toEqual(['kept', 'released']);
  });
});

describe('finalizing', () => {
  it('is retried after a failure, with the reason in one sentence', async () => {
    await stage.open({ timing: { laterMs: 1_000_000 } });
    stage.finishing.before = () => {
      throw new FinaliseError('ffmpeg-missing');
    };
    await interview.record();
    await interview.end();
    const job = await stage.job(interview.recordingId, 'finalise', 'retrying');
    expect(job.reason).toBe('ffmpeg and ffprobe are needed on the server, and are not there.');
    expect(stage.nodes.stretches).toHaveLength(1);
  });

  it('leaves everything at the source after a permanent failure', async () => {
    await stage.open();
    stage.finishing.before = () => {
      throw new FinaliseError('verification-failed');
    };
    await interview.record();
    await interview.end();
    await stage.job(interview.recordingId, 'finalise', 'failed');
    expect(stage.nodes.stretches).toHaveLength(1);
    expect(await storedFiles()).toEqual([]);
  });

  it('is not repeated for unreachable storage, and shows nothing until the storage has everything', async () => {
    // A file at the path of this recording's folder.
    await stage.open();
    await writeFile(path.join(stage.storageFolder, interview.recordingId), 'in the way');
    await interview.record();
    await interview.end();
    const job = await stage.job(interview.recordingId, 'finalise', 'retrying');
    expect(job.reason).toBe('The server may not write to the folder of recordings.');
    await eventually(
      'several attempts',
      async () => (await stage.store.mediaFiles.of(interview.recordingId, 'pending')).length > 0,
    );
    expect(await stage.store.interviewRecordings.stateOf(interview.recordingId)).toBe('processing');
    expect(await storedFiles()).toEqual([]);
    expect(stage.nodes.stretches).toHaveLength(1);
    await rm(path.join(stage.storageFolder, interview.recordingId));
    await isReady();
    expect(stage.finishing.tasks).toHaveLength(1);
  });

  it('continues on the next server when a server was stopped in the middle', async () => {
    let begun = 0;
    stage.finishing.before = (work, signal) => {
      if (work !== 'finalise' || begun++ > 0) return;
      return new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => reject(new FinaliseError('cancelled')));
      });
    };
    const first = await stage.open();
    await interview.record();
    await interview.end();
    await eventually('finalizing to start', () => begun === 1);
    await first.close();
    expect(await stage.job(interview.recordingId, 'finalise', 'waiting')).toMatchObject({ failures: 0 });
    await stage.open();
    await isReady();
    expect(begun).toBeGreaterThanOrEqual(2);
  });

  it('leaves no work folder, not even that of a killed server', async () => {
    await stage.open();
    await interview.finish();
    await stage.recordings.close();
    const { recordingId } = interview;
    const folder = path.join(stage.workFolder, recordingId, 'finalise');
    await stage.store.erasures.noteWorkFolder(
      recordingId,
      (await readFile(path.join(stage.workFolder, 'id'), 'utf8')).trim(),
    );
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, 'somebody.webm'), 'voice');
    await mkdir(path.join(stage.workFolder, newRecordingId()));
    await stage.open();
    await eventually(
      'the folder to be gone',
      async () => !(await readdir(stage.workFolder)).includes(recordingId),
    );
    await expect.poll(async () => (await stage.store.erasures.rest(recordingId)).workFolders).toEqual([]);
    // Unknown folders may belong to something else.
    expect(await readdir(stage.workFolder)).toHaveLength(2);
  });
});

it('a job for a missing recording ends without an effect', async () => {
  await stage.open();
  const target = newRecordingId() as RecordingId;
  for (const kind of ['finalise', 'compose', 'erase']) {
    await stage.recordings.runner.enqueue({ kind, target });
    await stage.job(target, kind, 'done');
  }
});
