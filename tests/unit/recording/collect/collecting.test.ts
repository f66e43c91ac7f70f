import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FinaliseError } from '../../../../server/features/recording/finalise/finaliseError.ts';
import { Interviews } from '../../../../server/interviews/interviews.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { RecordingId } from '../../../../shared/ids.ts';
import { eventually } from '../../../support/eventually.ts';
import { newRecordingId, newStretchId } from '../../../support/finishedRecording.ts';
import { FinishingStage, NODE, OTHER_NODE, type StagedInterview } from '../../../support/finishingStage.ts';

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

/** The bytes of one file of the recording, as the storage has them. */
async function bytesOf(name: string): Promise<Buffer> {
  const file = (await storedFiles()).find(one => one.name === name);
  if (!file) throw new Error(`There is no ${name}.`);
  return readFile(path.join(stage.storageFolder, file.storageKey));
}

/** Everything that was captured, in the order in which finalising puts it together here. */
function capturedBytes(): Buffer {
  const all = stage.finishing.tasks.at(-1)?.stretches.map(({ stretchId }) => stretchId) ?? [];
  return Buffer.concat(all.map(stretchId => before.get(stretchId) ?? Buffer.alloc(0)));
}

let before: Map<string, Buffer>;
function remember(): void {
  before = new Map(
    stage.nodes.stretches.map(({ stretchId, segments }) => [
      stretchId,
      Buffer.concat(
        segments.toSorted((a, b) => (a.segmentId < b.segmentId ? -1 : 1)).map(({ media }) => media),
      ),
    ]),
  );
}

describe('a recording whose interview has ended', () => {
  it('is brought from all media servers, made playable, kept, and deleted where it came from', async () => {
    await stage.open();
    await interview.record(NODE);
    await interview.record(OTHER_NODE, { sizes: [0, 300_000] });
    remember();
    await interview.end();
    await isReady();
    expect((await bytesOf('candidate-1.webm')).equals(capturedBytes())).toBe(true);
    expect((await bytesOf('candidate-1.jpg')).toString()).toBe('a picture');
    await eventually('the media servers to have deleted it', () => stage.nodes.stretches.length === 0);
    await eventually('that to be written down', async () =>
      (await stretchStates()).every(state => state === 'released'),
    );
    await stage.job(interview.recordingId, 'compose', 'done');
    expect((await bytesOf('composed.mp4')).toString()).toMatch(/^composed /);
    await eventually(
      'the work folder to be gone',
      () => !existsSync(path.join(stage.workFolder, interview.recordingId)),
    );
  });

  it('is placed on its time line by the log, and says whose media is whose', async () => {
    await stage.open();
    const [first, second] = [await interview.record(), await interview.record()];
    await interview.end();
    await isReady();
    const [task] = stage.finishing.tasks;
    expect(task?.stretches.map(({ stretchId }) => stretchId)).toEqual([first, second]);
    expect(task?.stretches[0]?.fromMs).toBe(0);
    expect(task?.people).toContainEqual({ peerId: 'recruiter', person: 'recruiter' });
    expect(task?.people.map(({ person }) => person)).toEqual(
      expect.arrayContaining(interview.seats.map(({ seatId }) => seatId)),
    );
  });

  it('is left alone while the interview may go on', async () => {
    await stage.open();
    await interview.record();
    await eventually('it to be kept track of', async () => (await stretches()).length === 1);
    expect(await stage.store.jobs.about([interview.recordingId])).toEqual([]);
    expect(stage.nodes.stretches).toHaveLength(1);
  });

  it('of which nothing was ever recorded is none', async () => {
    await stage.open();
    await interview.end();
    await stage.recordings.keeper.look();
    expect(await stage.store.interviewRecordings.list()).toEqual([]);
    expect(await stage.store.jobs.live()).toEqual([]);
  });

  it('is found at the next start where nobody was there when it ended', async () => {
    await interview.record();
    await interview.end();
    await stage.open();
    await isReady();
  });

  it('is found also where the log of another interview cannot be read any more', async () => {
    // It is looked for after the one that cannot be read.
    const later = await stage.interview();
    for (const one of [interview, later]) {
      await one.record();
      await one.end();
    }
    const { store } = stage;
    await store.database.kysely
      .deleteFrom('interviewEvents')
      .where('interviewId', '=', interview.interviewId)
      .where('seq', '=', 1)
      .execute();
    await stage.open({ interviews: new Interviews({ store: store.interviews }) });
    await stage.untilState(later.recordingId, 'ready');
  });

  it('is waited for while a media server still closes it', async () => {
    await stage.open();
    const stretchId = await interview.record();
    const [stretch] = stage.nodes.stretches;
    if (stretch) stretch.state = 'open';
    await interview.end();
    await stage.job(interview.recordingId, 'finalise', 'running');
    expect(stage.finishing.tasks).toEqual([]);
    if (stretch) stretch.state = 'closed';
    const { recordingId } = interview;
    const room = { nodeId: NODE, roomId: 'room' as never, epoch: 1 as never };
    stage.nodes.tell({
      name: 'capture.ended',
      payload: { room, recordingId, stretchId, reason: 'room-closed' },
    });
    await isReady();
  });

  it('is called off with its interview, and yet kept', async () => {
    await stage.open();
    await interview.record();
    await interview.write([{ kind: 'interview.cancelled', payload: {} }]);
    await isReady();
  });

  it('has nothing that was never announced to anybody: that is deleted', async () => {
    await stage.open();
    await interview.record();
    stage.nodes.keep(OTHER_NODE, interview.recordingId, newStretchId());
    await interview.end();
    await isReady();
    expect(stage.finishing.tasks[0]?.stretches).toHaveLength(1);
    await eventually('nothing to be left', () => stage.nodes.stretches.length === 0);
  });

  it('does not touch what belongs to recordings that nobody here knows', async () => {
    await stage.open();
    stage.nodes.keep(NODE, newRecordingId(), newStretchId());
    await interview.record();
    await interview.end();
    await isReady();
    await eventually('its own to be deleted', () => stage.nodes.stretches.length === 1);
    await stage.recordings.keeper.look();
    expect(stage.nodes.stretches).toHaveLength(1);
  });
});

describe('a media server', () => {
  it('that fails in the middle is asked for the rest alone', async () => {
    await stage.open();
    await interview.record(NODE, { sizes: [900_000] });
    remember();
    let reads = 0;
    const offsets: number[] = [];
    stage.nodes.before = (name, params) => {
      if (name !== 'capture.read') return;
      const { offset, part } = params as { offset: number; part: string };
      if (part !== 'media') return;
      offsets.push(offset);
      reads += 1;
      if (reads === 3) throw new AppError('media-unavailable', 'Gone for a moment.');
    };
    await interview.end();
    await isReady();
    expect(offsets.filter(offset => offset === 0)).toHaveLength(1);
    expect((await bytesOf('candidate-1.webm')).equals(capturedBytes())).toBe(true);
  });

  it('whose bytes are spoiled on their way is asked again until they are right', async () => {
    await stage.open();
    await interview.record(NODE, { sizes: [300_000] });
    remember();
    let spoiled = 0;
    stage.nodes.onTheWire = bytes => {
      if (bytes.length < 1_000 || spoiled++ > 2) return bytes;
      bytes[500] = (bytes[500] ?? 0) ^ 1;
      return bytes;
    };
    await interview.end();
    await isReady();
    expect(spoiled).toBeGreaterThan(2);
    expect((await bytesOf('candidate-1.webm')).equals(capturedBytes())).toBe(true);
  });

  it('that always gives something else than it says fails the job, and keeps what it has', async () => {
    await stage.open();
    await interview.record();
    stage.nodes.onTheWire = bytes => Buffer.alloc(bytes.length);
    await interview.end();
    const job = await stage.job(interview.recordingId, 'finalise', 'failed');
    expect(job.reason).toBe('A recorded file did not arrive as it was.');
    expect(stage.nodes.stretches).toHaveLength(1);
    const [listed] = await stage.store.interviewRecordings.list();
    expect(listed?.state).toBe('processing');
    stage.nodes.onTheWire = bytes => bytes;
    await stage.recordings.runner.retry({ kind: 'finalise', target: interview.recordingId });
    await isReady();
  });

  it('that cannot delete now deletes later', async () => {
    await stage.open();
    await interview.record();
    let refusals = 0;
    stage.nodes.before = name => {
      if (name === 'capture.release' && refusals++ < 3) throw new AppError('media-unavailable', 'Busy.');
    };
    await interview.end();
    await isReady();
    await eventually('it to be deleted', () => stage.nodes.stretches.length === 0);
  });
});

describe('a part that is on no media server', () => {
  it('is waited for, which everybody can see', async () => {
    await stage.open({ timing: { laterMs: 1_000_000 } });
    await interview.record(NODE);
    await interview.record(OTHER_NODE);
    stage.nodes.away.add(OTHER_NODE);
    await interview.end();
    const job = await stage.job(interview.recordingId, 'finalise', 'retrying');
    expect(job.reason).toBe('Waiting for a media server that holds a part of the recording.');
    expect(stage.finishing.tasks).toEqual([]);
  });

  it('is part of the recording when its media server comes back in time', async () => {
    await stage.open();
    await interview.record(NODE);
    await interview.record(OTHER_NODE);
    stage.nodes.away.add(OTHER_NODE);
    await interview.end();
    await stage.job(interview.recordingId, 'finalise', 'retrying');
    stage.nodes.away.clear();
    await isReady();
    expect(stage.finishing.tasks[0]?.stretches).toHaveLength(2);
  });

  it('is given up after ten looks a minute apart; the rest is shown, and stays where it was', async () => {
    await stage.open();
    await interview.record(NODE);
    const lost = await interview.record(OTHER_NODE);
    stage.nodes.away.add(OTHER_NODE);
    await interview.end();
    await isReady();
    expect((await stretches()).find(({ stretchId }) => stretchId === lost)?.looks).toBe(10);
    const found = await stage.store.interviewRecordings.find(interview.recordingId);
    expect(found?.finished?.problems).toEqual([{ stretchId: lost, code: 'missing' }]);
    await stage.recordings.keeper.look();
    expect(stage.nodes.stretches).toHaveLength(2);
  });

  it('is put in its place by itself when it turns up after all', async () => {
    await stage.open();
    await interview.record(NODE);
    await interview.record(OTHER_NODE);
    remember();
    stage.nodes.away.add(OTHER_NODE);
    await interview.end();
    await isReady();
    await stage.job(interview.recordingId, 'compose', 'done');
    const [without] = await storedFiles();
    stage.nodes.away.clear();
    await eventually('both parts to be there', async () => {
      const found = await stage.store.interviewRecordings.find(interview.recordingId);
      return found?.finished?.problems.length === 0;
    });
    expect((await bytesOf('candidate-1.webm')).equals(capturedBytes())).toBe(true);
    await eventually('the media servers to have deleted it', () => stage.nodes.stretches.length === 0);
    await eventually('it to be composed again', () => stage.finishing.composed === 2);
    await stage.job(interview.recordingId, 'compose', 'done');
    await eventually(
      'the older files to be deleted',
      () => !existsSync(path.join(stage.storageFolder, without?.storageKey ?? '')),
    );
    expect((await storedFiles()).map(({ name }) => name).toSorted()).toEqual([
      'candidate-1.jpg',
      'candidate-1.webm',
      'composed.mp4',
    ]);
  });

  it('never costs what is there: it is not put together anew while something else is away', async () => {
    await stage.open();
    await interview.record(NODE);
    await interview.record(OTHER_NODE);
    stage.nodes.away.add(OTHER_NODE);
    await interview.end();
    await isReady();
    stage.nodes.away.clear();
    stage.nodes.away.add(NODE);
    await stage.recordings.keeper.look();
    await stage.recordings.runner.enqueueAgain({ kind: 'finalise', target: interview.recordingId });
    await stage.job(interview.recordingId, 'finalise', 'done');
    expect(stage.finishing.tasks).toHaveLength(1);
    const found = await stage.store.interviewRecordings.find(interview.recordingId);
    expect(found?.finished?.stretches).toHaveLength(1);
  });

  it('is not waited for where the media server that recorded it says that it has nothing', async () => {
    await stage.open();
    await interview.record(NODE);
    const lost = await interview.record(OTHER_NODE, { isKept: false });
    await interview.end();
    await isReady();
    expect((await stretches()).find(({ stretchId }) => stretchId === lost)?.looks).toBe(0);
  });

  it('may be all that there was: then the recording has failed, and says why', async () => {
    await stage.open();
    const lost = await interview.record(NODE, { isKept: false });
    await interview.end();
    await stage.untilState(interview.recordingId, 'failed');
    const found = await stage.store.interviewRecordings.find(interview.recordingId);
    expect(found?.finished).toMatchObject({ media: [], problems: [{ stretchId: lost, code: 'missing' }] });
  });
});

describe('what cannot be used', () => {
  it('stays where it is, and the recording has failed where that is everything', async () => {
    await stage.open();
    stage.finishing.isUseless = true;
    const stretchId = await interview.record();
    stage.finishing.problems = [{ stretchId, code: 'unreadable' }];
    await interview.end();
    await stage.untilState(interview.recordingId, 'failed');
    await stage.recordings.keeper.look();
    expect(stage.nodes.stretches).toHaveLength(1);
    expect(await stretchStates()).toEqual(['kept']);
    expect(await storedFiles()).toEqual([]);
  });

  it('is tried again when a person asks for it', async () => {
    await stage.open();
    stage.finishing.isUseless = true;
    await interview.record();
    await interview.end();
    await stage.untilState(interview.recordingId, 'failed');
    stage.finishing.isUseless = false;
    await stage.recordings.routes['recording.retry']({ interviewId: interview.interviewId }, {} as never);
    await isReady();
    await eventually('it to be deleted at its media server', () => stage.nodes.stretches.length === 0);
  });

  it('stays where it is while the rest is deleted there', async () => {
    await stage.open();
    await interview.record();
    const broken = await interview.record();
    stage.finishing.problems = [{ stretchId: broken, code: 'unreadable' }];
    await interview.end();
    await isReady();
    await eventually('one to be deleted', () => stage.nodes.stretches.length === 1);
    expect(stage.nodes.stretches[0]?.stretchId).toBe(broken);
    expect(await stretchStates()).toEqual(['kept', 'released']);
  });
});

describe('finalising', () => {
  it('that fails is tried again, and says in a sentence why', async () => {
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

  it('that fails for good leaves everything where it was', async () => {
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

  it('is not done again for a storage that cannot be reached, and nothing is shown before the storage has all', async () => {
    // A file where the folder of recordings would have its own.
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

  it('goes on where a server was stopped in the middle, on the next one', async () => {
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
    await eventually('finalising to begin', () => begun === 1);
    await first.close();
    expect(await stage.job(interview.recordingId, 'finalise', 'waiting')).toMatchObject({ failures: 0 });
    await stage.open();
    await isReady();
    expect(begun).toBeGreaterThanOrEqual(2);
  });

  it('leaves no work folder behind, not even that of a server that was killed', async () => {
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
    expect((await stage.store.erasures.rest(recordingId)).workFolders).toEqual([]);
    // What nobody knows may be somebody else's.
    expect(await readdir(stage.workFolder)).toHaveLength(2);
  });
});

it('knows nothing of a job for a recording that is not there', async () => {
  await stage.open();
  const target = newRecordingId() as RecordingId;
  for (const kind of ['finalise', 'compose', 'erase']) {
    await stage.recordings.runner.enqueue({ kind, target });
    await stage.job(target, kind, 'done');
  }
});
