import { existsSync } from 'node:fs';
import { appendFile, cp, mkdir, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ErrorReply } from '../../../shared/errors.ts';
import type { MediaGrant } from '../../../shared/recording/review.ts';
import { eventually } from '../../support/eventually.ts';
import { NODE, StagedInterview } from '../../support/finishingStage.ts';
import { type Fault, FaultyRelay } from '../../support/s3/FaultyRelay.ts';
import { bucketOf, S3Server } from '../../support/s3/S3Server.ts';
import { addressOf, FinishedFiles, SETTING_UP_MS, sha256 } from './finishedFiles.ts';
import { type MediaAnswer, MediaFileVisitor } from './mediaFileVisitor.ts';
import { startTestServer, type TestServer } from './testServer.ts';
import type { Visitor } from './visitor.ts';

const UNAVAILABLE: ErrorReply = {
  code: 'unavailable',
  message: 'recording-unreadable',
  reason: 'recording-unreadable',
  retryable: true,
};

let server: TestServer;
let owner: Visitor;
let files: FinishedFiles;
let client: MediaFileVisitor;
let grant: MediaGrant['grant'];
let whole: Buffer;
const logged: string[] = [];

/** Starts a server with this storage and a recording that is being watched. */
async function start(env: Record<string, string> = {}): Promise<void> {
  const log = pino({ level: 'debug' }, { write: line => logged.push(line) });
  server = await startTestServer({ env, log });
  client = new MediaFileVisitor(server.url);
  owner = await server.owner();
  files = await FinishedFiles.make(server);
  grant = await files.openedBy(owner);
  whole = (await ask()).bytes;
  expect(sha256(whole)).toBe(files.file('person').sha256);
}

async function close(): Promise<void> {
  client[Symbol.dispose]();
  await server.close();
}

function ask(range?: string): Promise<MediaAnswer> {
  const headers: Record<string, string> = range === undefined ? {} : { range };
  return client.ask(files.address(grant, 'person'), { as: owner, headers });
}

/** Expects a readable, retryable error without internal details. */
function expectNotNow({ status, bytes, isCut }: MediaAnswer): void {
  expect({ status, isCut }).toEqual({ status: 503, isCut: false });
  expect(JSON.parse(bytes.toString())).toEqual({ error: UNAVAILABLE });
}

/** Requests the rest as a player does that has lost it. */
async function expectRest({ bytes }: MediaAnswer): Promise<void> {
  const rest = await ask(`bytes=${bytes.length}-`);
  expect(rest.status).toBe(206);
  expect(sha256(Buffer.concat([bytes, rest.bytes]))).toBe(sha256(whole));
}

afterEach(() => {
  // Log readers must not gain access to the file.
  expect(logged.some(line => line.includes(grant))).toBe(false);
  logged.length = 0;
});

describe('a file in a folder', () => {
  let place: string;
  let folder: string;

  beforeAll(async () => {
    await start();
    place = files.placeOf('person');
    folder = path.dirname(place);
    await cp(folder, `${folder}-kept`, { recursive: true });
  }, SETTING_UP_MS);
  afterAll(close);
  const mend = async () => {
    await rm(folder, { recursive: true });
    await cp(`${folder}-kept`, folder, { recursive: true });
  };
  afterEach(mend);

  it.each([
    ['is missing', () => rm(place)],
    ['is missing with its whole folder', () => rm(folder, { recursive: true }).then(() => mkdir(folder))],
    ['is empty', () => truncate(place)],
    ['has become a folder', () => rm(place).then(() => mkdir(place))],
    [
      'is behind a folder that has become a file',
      () => rm(folder, { recursive: true }).then(() => writeFile(folder, '')),
    ],
  ])("that %s can't be read, which the viewer and the log are told", async (_what, spoil) => {
    await spoil();
    for (const range of [undefined, 'bytes=0-', 'bytes=10-19', 'bytes=-5']) expectNotNow(await ask(range));
    expect(logged.some(line => line.includes('A request failed'))).toBe(true);
    const { review } = await owner.call('review.open', { interviewId: files.interview.interviewId });
    expect(review.state).toBe('ready');
    await mend();
    expect((await ask()).bytes.equals(whole)).toBe(true);
  });

  it('that is truncated is sent up to its end to a client that accepts that, and never as complete', async () => {
    await truncate(place, 5_000);
    for (const range of [undefined, 'bytes=0-', 'bytes=-10', 'bytes=4990-5000'])
      expectNotNow(await ask(range));
    const part = await ask('bytes=10-4999');
    expect(part.status).toBe(206);
    expect(part.bytes.equals(whole.subarray(10, 5_000))).toBe(true);
  });

  it('that has grown is sent without the excess bytes', async () => {
    await appendFile(place, Buffer.alloc(200_000, 'x'));
    const { status, bytes, isCut } = await ask();
    expect({ status, isCut }).toEqual({ status: 200, isCut: false });
    expect(bytes.equals(whole)).toBe(true);
    expect((await ask('bytes=-5')).bytes.equals(whole.subarray(-5))).toBe(true);
  });

  it("that was replaced by a link reveals nothing of the link's target", async () => {
    const secret = path.join(server.config.dataDir, 'secret');
    await writeFile(secret, 'secret '.repeat(5_000));
    await rm(place);
    await symlink(secret, place);
    expectNotNow(await ask());
    expectNotNow(await ask('bytes=0-9'));
  });

  it('with unexpected bytes becomes part of nothing, and existing files stay', async () => {
    const { recordingId, interviewId } = files.interview;
    await writeFile(place, Buffer.alloc(whole.length, 'x'));
    await server.finished.runner.enqueueAgain({ kind: 'compose', target: recordingId });
    const failed = await eventually('composing to fail', async () => {
      const { review } = await owner.call('review.open', { interviewId });
      return review.jobs.find(({ kind, state }) => kind === 'compose' && state === 'failed');
    });
    expect(failed.reason).toBe('A file of the recording did not arrive from the storage as it was.');
    const composed = await client.ask(files.address(grant, 'composed'), { as: owner });
    expect(sha256(composed.bytes)).toBe(files.file('composed').sha256);
    await writeFile(place, whole);
    await owner.call('recording.retry', { interviewId });
    await eventually('composing to be done', async () => {
      const { review } = await owner.call('review.open', { interviewId });
      return review.jobs.some(({ kind, state }) => kind === 'compose' && state === 'done');
    });
  });
});

describe('a file in a bucket', () => {
  let bucket: S3Server;
  let relay: FaultyRelay;
  const isGet = ({ method }: { method?: string | undefined }) => method === 'GET';

  beforeAll(async () => {
    bucket = await S3Server.start();
    relay = await FaultyRelay.start(bucket.port);
    await start(bucketOf(bucket, relay.url));
  }, SETTING_UP_MS);
  afterAll(async () => {
    await close();
    await relay.close();
    await bucket.close();
  });
  beforeEach(() => {
    relay.fault = () => undefined;
  });

  it.each<[string, Fault]>([
    ['rejects requests', { status: 403, code: 'AccessDenied' }],
    ['no longer accepts the key', { status: 403, code: 'InvalidAccessKeyId' }],
    ['has lost the file', { status: 404, code: 'NoSuchKey' }],
    ['is deleted', { status: 404, code: 'NoSuchBucket' }],
    ['has an internal error', { status: 500, code: 'InternalError' }],
    ['drops the connection', 'drop'],
  ])(
    "that %s can't be read, which the viewer is told, and can be read once the problem is over",
    async (_what, fault) => {
      relay.failing(fault, 1_000, isGet);
      expectNotNow(await ask('bytes=5-'));
      relay.fault = () => undefined;
      expect((await ask()).bytes.equals(whole)).toBe(true);
    },
  );

  it('that drops the connection halfway is asked for the rest, unnoticed by the viewer', async () => {
    relay.failing('cut', 3, isGet);
    const { status, bytes, isCut } = await ask('bytes=7-');
    expect({ status, isCut }).toEqual({ status: 206, isCut: false });
    expect(bytes.equals(whole.subarray(7))).toBe(true);
  });

  it.each<[string, Fault]>([
    ['drops the connection repeatedly', 'cut'],
    ['rejects requests from the middle on', { status: 403, code: 'AccessDenied' }],
    ['has another file from the middle on', { status: 412, code: 'PreconditionFailed' }],
  ])(
    'that %s ends the response, and the player continues from there once the problem is over',
    async (_what, fault) => {
      let asked = 0;
      relay.fault = request => (isGet(request) ? (asked++ === 0 ? 'cut' : fault) : undefined);
      const cut = await ask();
      expect(cut).toMatchObject({ status: 200, isCut: true });
      expect(cut.bytes.length).toBeGreaterThan(0);
      expect(cut.bytes.equals(whole.subarray(0, cut.bytes.length))).toBe(true);
      expect(logged.some(line => line.includes('was not sent to its end'))).toBe(true);
      relay.fault = () => undefined;
      await expectRest(cut);
    },
  );

  it('is not shown before the bucket has all of it, and stays at its source until then', async () => {
    relay.fault = ({ method }) => (method === 'PUT' ? 'drop' : undefined);
    const moving = await StagedInterview.begin(server);
    const { interviewId, recordingId } = moving;
    await moving.record(NODE, { sizes: [9_000] });
    await moving.end();
    const pending = await eventually('the way to the bucket to be in vain', async () => {
      const { review, grant: none } = await owner.call('review.open', { interviewId });
      expect(none).toBeUndefined();
      expect(review).toMatchObject({ state: 'processing', tracks: [] });
      const isFailing = review.jobs.some(({ state }) => state === 'retrying' || state === 'failed');
      return isFailing && (await server.store.mediaFiles.of(recordingId, 'pending'));
    });
    expect(pending.length).toBeGreaterThan(0);
    const holder = { type: 'seat', seatId: moving.lead.seatId } as const;
    const early = await server.finished.review.grants.issue({ interviewId, recordingId, holder });
    for (const { fileId } of pending)
      expect((await client.ask(addressOf(early.grant, fileId))).status).toBe(404);
    expect(existsSync(path.join(server.config.workFolder, recordingId))).toBe(true);
    expect(server.nodes.stretches.some(stretch => stretch.recordingId === recordingId)).toBe(true);

    relay.fault = () => undefined;
    await owner.call('recording.retry', { interviewId });
    await eventually('the bucket to have it', async () => {
      const { review } = await owner.call('review.open', { interviewId });
      return review.state === 'ready';
    });
    for (const { fileId, sha256: digest, kind } of pending) {
      const { bytes } = await client.ask(addressOf(early.grant, fileId));
      expect(sha256(bytes), kind).toBe(digest);
    }
    await eventually(
      'the media server to have deleted it',
      () => !server.nodes.stretches.some(stretch => stretch.recordingId === recordingId),
    );
  });
});
