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

describe('collecting a recording after its interview has ended', () => {
  it('fetches it from all media servers, makes it playable, stores it, and deletes it at the source', async () => {
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

  it('places it on the timeline by the event log, and names whose media each track is', async () => {
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

  it('leaves it alone while the interview may continue', async () => {
    await stage.open();
    await interview.record();
    await eventually('it to be kept track of', async () => (await stretches()).length === 1);
    expect(await stage.store.jobs.about([interview.recordingId])).toEqual([]);
    expect(stage.nodes.stretches).toHaveLength(1);
  });

  it('creates no recording when nothing was ever recorded', async () => {
    await stage.open();
    await interview.end();
    await stage.recordings.keeper.poll();
    const { rows: none } = await stage.store.interviewRecordings.listFor({
      email: 'lead@example.org',
      all: true,
      teams: 'all',
    });
    expect(none).toEqual([]);
    expect(await stage.store.jobs.live()).toEqual([]);
  });

  it('finds it at the next start when no server was running at the end of the interview', async () => {
    await interview.record();
    await interview.end();
    await stage.open();
    await isReady();
  });

  it('finds it even when the log of another interview can no longer be read', async () => {
    // Collected after the interview whose log can't be read.
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

  it('waits while a media server is still closing it', async () => {
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

  it('keeps it when the interview is canceled', async () => {
    await stage.open();
    await interview.record();
    await interview.write([{ kind: 'interview.cancelled', payload: {} }]);
    await isReady();
  });

  it('deletes segments of a start that was never confirmed to participants', async () => {
    await stage.open();
    await interview.record();
    stage.nodes.keep(OTHER_NODE, interview.recordingId, newStretchId());
    await interview.end();
    await isReady();
    expect(stage.finishing.tasks[0]?.stretches).toHaveLength(1);
    await eventually('nothing to be left', () => stage.nodes.stretches.length === 0);
  });

  it('does not touch segments of recordings that this server does not know', async () => {
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

describe('collecting from a media server', () => {
  it('requests only the rest when the server fails in the middle', async () => {
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
      if (reads === 3) throw new AppError('media-unavailable');
    };
    await interview.end();
    await isReady();
    expect(offsets.filter(offset => offset === 0)).toHaveLength(1);
    expect((await bytesOf('candidate-1.webm')).equals(capturedBytes())).toBe(true);
  });

  it('requests bytes that were damaged in transit again until they are correct', async () => {
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

  it('fails the job and keeps the files when the bytes never match the digest', async () => {
    await stage.open();
    await interview.record();
    stage.nodes.onTheWire = bytes => Buffer.alloc(bytes.length);
    await interview.end();
    const job = await stage.job(interview.recordingId, 'finalise', 'failed');
    expect(job.reason).toBe('A recorded file did not arrive as it was.');
    expect(stage.nodes.stretches).toHaveLength(1);
    const { rows } = await stage.store.interviewRecordings.listFor({
      email: 'lead@example.org',
      all: true,
      teams: 'all',
    });
    const [listed] = rows;
    expect(listed?.state).toBe('processing');
    stage.nodes.onTheWire = bytes => bytes;
    await stage.recordings.runner.retry({ kind: 'finalise', target: interview.recordingId });
    await isReady();
  });

  it("deletes at the source later when it can't now", async () => {
    await stage.open();
    await interview.record();
    let refusals = 0;
    stage.nodes.before = name => {
      if (name === 'capture.release' && refusals++ < 3) throw new AppError('media-unavailable');
    };
    await interview.end();
    await isReady();
    await eventually('it to be deleted', () => stage.nodes.stretches.length === 0);
  });
});
