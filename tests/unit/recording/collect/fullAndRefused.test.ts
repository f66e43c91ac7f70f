import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FinishingStage, type StagedInterview } from '../../../support/finishingStage.ts';
import { FaultyRelay } from '../../../support/s3/FaultyRelay.ts';
import { bucketOf, S3Server } from '../../../support/s3/S3Server.ts';

let stage: FinishingStage;
let interview: StagedInterview;

afterEach(() => stage.close());

/** The job waits with a readable reason, nothing is shown, and all captures are still at the source. */
async function expectNothingLost(reason: string): Promise<void> {
  const job = await stage.job(interview.recordingId, 'finalise', 'retrying');
  expect(job.reason).toBe(reason);
  expect(job.retryAt).toBeDefined();
  expect(await stage.store.interviewRecordings.stateOf(interview.recordingId)).toBe('processing');
  expect(await stage.store.mediaFiles.of(interview.recordingId, 'stored')).toEqual([]);
  expect(stage.nodes.stretches).toHaveLength(1);
}

describe('a full server disk while a recording is finalized', () => {
  beforeEach(async () => {
    stage = await FinishingStage.start();
    interview = await stage.interview();
    await stage.open();
  });

  it('is reported, loses nothing, and the recording is ready once there is space', async () => {
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

describe('a bucket that rejects requests', () => {
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

  it('is reported with what to check, loses nothing, and gets everything once it accepts requests again', async () => {
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
