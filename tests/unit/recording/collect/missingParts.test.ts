import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../../../support/eventually.ts';
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
const storedFiles = () => stage.store.mediaFiles.of(interview.recordingId, 'stored');
const isReady = () => stage.untilState(interview.recordingId, 'ready');

const bytesOf = (name: string) => storedBytesOf(stage, interview.recordingId, name);

describe('a segment that is on no media server', () => {
  it('is awaited, which everyone can see', async () => {
    await stage.open({ timing: { laterMs: 1_000_000 } });
    await interview.record(NODE);
    await interview.record(OTHER_NODE);
    stage.nodes.away.add(OTHER_NODE);
    await interview.end();
    const job = await stage.job(interview.recordingId, 'finalise', 'retrying');
    expect(job.reason).toBe('Waiting for a media server that holds a part of the recording.');
    expect(stage.finishing.tasks).toEqual([]);
  });

  it('becomes part of the recording when its media server returns in time', async () => {
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

  it('is given up after ten polls a minute apart, while the rest is shown and kept at the source', async () => {
    await stage.open();
    await interview.record(NODE);
    const lost = await interview.record(OTHER_NODE);
    stage.nodes.away.add(OTHER_NODE);
    await interview.end();
    await isReady();
    expect((await stretches()).find(({ stretchId }) => stretchId === lost)?.looks).toBe(10);
    const found = await stage.store.interviewRecordings.find(interview.recordingId);
    expect(found?.finished?.problems).toEqual([{ stretchId: lost, code: 'missing' }]);
    await stage.recordings.keeper.poll();
    expect(stage.nodes.stretches).toHaveLength(2);
  });

  it('is added automatically when it appears later', async () => {
    await stage.open();
    await interview.record(NODE);
    await interview.record(OTHER_NODE);
    const capturedBytes = rememberCaptured(stage);
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

  it('never costs existing media: nothing is rebuilt while another segment is missing', async () => {
    await stage.open();
    await interview.record(NODE);
    await interview.record(OTHER_NODE);
    stage.nodes.away.add(OTHER_NODE);
    await interview.end();
    await isReady();
    stage.nodes.away.clear();
    stage.nodes.away.add(NODE);
    await stage.recordings.keeper.poll();
    await stage.recordings.runner.enqueueAgain({ kind: 'finalise', target: interview.recordingId });
    await stage.job(interview.recordingId, 'finalise', 'done');
    expect(stage.finishing.tasks).toHaveLength(1);
    const found = await stage.store.interviewRecordings.find(interview.recordingId);
    expect(found?.finished?.stretches).toHaveLength(1);
  });

  it('is not awaited when the media server that recorded it reports that it has nothing', async () => {
    await stage.open();
    await interview.record(NODE);
    const lost = await interview.record(OTHER_NODE, { isKept: false });
    await interview.end();
    await isReady();
    expect((await stretches()).find(({ stretchId }) => stretchId === lost)?.looks).toBe(0);
  });

  it('fails the recording with a reason when it was the only one', async () => {
    await stage.open();
    const lost = await interview.record(NODE, { isKept: false });
    await interview.end();
    await stage.untilState(interview.recordingId, 'failed');
    const found = await stage.store.interviewRecordings.find(interview.recordingId);
    expect(found?.finished).toMatchObject({ media: [], problems: [{ stretchId: lost, code: 'missing' }] });
  });
});
