import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FinishingStage, type StagedInterview } from '../../../support/finishingStage.ts';
import { FaultyRelay } from '../../../support/s3/FaultyRelay.ts';
import { bucketOf, S3Server } from '../../../support/s3/S3Server.ts';

let stage: FinishingStage;
let interview: StagedInterview;

afterEach(() => stage.close());

/** The job waits, its reason is there to be read, nothing is shown, and all that was captured is where it was. */
async function expectNothingLost(reason: string): Promise<void> {
  const job = await stage.job(interview.recordingId, 'finalise', 'retrying');
  expect(job.reason).toBe(reason);
  expect(job.retryAt).toBeDefined();
  expect(await stage.store.interviewRecordings.stateOf(interview.recordingId)).toBe('processing');
  expect(await stage.store.mediaFiles.of(interview.recordingId, 'stored')).toEqual([]);
  expect(stage.nodes.stretches).toHaveLength(1);
}

describe('the disk of a server that is full while a recording is made playable', () => {
  beforeEach(async () => {
    stage = await FinishingStage.start();
    interview = await stage.interview();
    await stage.open();
  });

  it('is told to anyone who looks, loses nothing, and the recording is ready when there is room', async () => {
    stage.finishing.before = () => {
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), {
        code: 'ENOSPC',
        syscall: 'write',
      });
    };
    await interview.record();
    await interview.end();
    await expectNothingLost('The disk of the server is full.');
    stage.finishing.before = () => {};
    await stage.untilState(interview.recordingId, 'ready');
  });
});

describe('a bucket that refuses', () => {
  let server: S3Server;
  let relay: FaultyRelay;

  beforeEach(async () => {
    server = await S3Server.start();
    relay = await FaultyRelay.start(server.port);
    stage = await FinishingStage.start(bucketOf(server, relay.url));
    interview = await stage.interview();
    await stage.open();
  });
  afterEach(async () => {
    await relay.close();
    await server.close();
  });

  it('is told with what to look at, loses nothing, and has everything when it does not refuse any more', async () => {
    let refuses = true;
    relay.failing({ status: 403, code: 'AccessDenied' }, Number.POSITIVE_INFINITY, () => refuses);
    await interview.record();
    await interview.end();
    await expectNothingLost('The storage refuses the server: check the rights of the access key.');
    expect(server.objectKeys).toEqual([]);
    refuses = false;
    await stage.untilState(interview.recordingId, 'ready');
    expect(server.objectKeys.length).toBeGreaterThan(0);
  });
});
