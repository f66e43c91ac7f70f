import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Interviews } from '../../../../server/interviews/interviews.ts';
import { AppError } from '../../../../shared/errors.ts';
import { eventually } from '../../../support/eventually.ts';
import { newRecordingId, newStretchId } from '../../../support/finishedRecording.ts';
import { FinishingStage, NODE, OTHER_NODE, type StagedInterview } from '../../../support/finishingStage.ts';
import { rememberCaptured, bytesOf as storedBytesOf } from '../../../support/storedBytes.ts';

let stage: FinishingStage;
let interview: StagedInterview;

beforeEach(async () => {
  stage = await FinishingStage.start();
  interview = await stage.interview();
});
afterEach(() => stage.close());

const stretches = () => stage.store.interviewRecordings.stretchesOf(interview.recordingId);
const stretchStates = async () => (await stretches()).map(({ state }) => state).toSorted();
const isReady = () => stage.untilState(interview.recordingId, 'ready');

const bytesOf = (name: string) => storedBytesOf(stage, interview.recordingId, name);

describe('a recording whose interview has ended', () => {
  it('is brought from all media servers, made playable, kept, and deleted where it came from', async () => {
    await stage.open();
    await interview.record(NODE);
    await interview.record(OTHER_NODE, { sizes: [0, 300_000] });
    const capturedBytes = rememberCaptured(stage);
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
    await stage.recordings.keeper.poll();
    const { rows: none } = await stage.store.interviewRecordings.listFor({
      email: 'lead@example.org',
      all: true,
    });
    expect(none).toEqual([]);
    expect(await stage.store.jobs.live()).toEqual([]);
  });

  it('is found at the next start where no one was there when it ended', async () => {
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

  it('does not touch what belongs to recordings that no one here knows', async () => {
    await stage.open();
    stage.nodes.keep(NODE, newRecordingId(), newStretchId());
    await interview.record();
    await interview.end();
    await isReady();
    await eventually('its own to be deleted', () => stage.nodes.stretches.length === 1);
    await stage.recordings.keeper.poll();
    expect(stage.nodes.stretches).toHaveLength(1);
  });
});

describe('a media server', () => {
  it('that fails in the middle is asked for the rest alone', async () => {
    await stage.open();
    await interview.record(NODE, { sizes: [900_000] });
    const capturedBytes = rememberCaptured(stage);
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
    const capturedBytes = rememberCaptured(stage);
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
    const { rows } = await stage.store.interviewRecordings.listFor({ email: 'lead@example.org', all: true });
    const [listed] = rows;
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
