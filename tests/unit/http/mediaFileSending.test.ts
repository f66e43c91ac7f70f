import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, get, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import express from 'express';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AllowedFile, MediaAccess } from '../../../server/features/recording/MediaAccess.ts';
import type { ObjectStorage } from '../../../server/features/recording/storage/ObjectStorage.ts';
import { StorageError } from '../../../server/features/recording/storage/ObjectStorage.ts';
import { errorReplies } from '../../../server/http/errorReplies.ts';
import { mediaFileRoutes } from '../../../server/http/mediaFileRoutes.ts';
import { RateLimits } from '../../../server/limits/RateLimits.ts';
import { AppError } from '../../../shared/errors.ts';
import { withDeadline } from '../../support/deadline.ts';
import { eventually } from '../../support/eventually.ts';
import { addressOf, FinishedFiles } from './finishedFiles.ts';
import { MediaFileVisitor } from './mediaFileVisitor.ts';
import { refusalOf } from './refusals.ts';
import { startTestServer } from './testServer.ts';

const PIECE = randomBytes(64 * 1024);
const PIECES = 400;
const BYTES = PIECE.length * PIECES;
const ADDRESS = addressOf('A'.repeat(22), '0'.repeat(32));

let server: Server;
let client: MediaFileVisitor;
let file: AllowedFile;
let log: string[];
/** Requests to the file, in order. */
let asked: string[];
let stream: Readable | undefined;

beforeEach(async () => {
  [log, asked, stream] = [[], [], undefined];
  file = {
    contentType: 'video/webm',
    bytes: BYTES,
    sha256: 'a'.repeat(64),
    downloadName: undefined,
    note: async () => {
      asked.push('note');
    },
    read: async () => {
      asked.push('read');
      stream = Readable.from(pieces(PIECES), { objectMode: false });
      return stream;
    },
    holds: async () => true,
  };
  const logger = pino({}, { write: line => log.push(line) });
  const app = express();
  // Access is checked for each chunk.
  const media = { open: async () => file };
  app.use(mediaFileRoutes({ media, limits: new RateLimits(), log: logger, checkEveryMs: -1 }));
  app.use(errorReplies(logger));
  server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  client = new MediaFileVisitor(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
afterEach(() => {
  client[Symbol.dispose]();
  server.closeAllConnections();
  server.close();
});

function* pieces(count: number): Generator<Buffer> {
  for (let index = 0; index < count; index += 1) yield PIECE;
}

describe('a file that is being sent', () => {
  it('arrives completely at any size, and is audited before its first byte', async () => {
    const { status, bytes, isCut } = await client.ask(ADDRESS);
    expect({ status, isCut, length: bytes.length }).toEqual({ status: 200, isCut: false, length: BYTES });
    expect(asked).toEqual(['note', 'read']);
  });

  it("is not sent when the access can't be audited", async () => {
    file.note = () => Promise.reject(AppError.unavailable());
    expect((await client.ask(ADDRESS)).status).toBe(503);
    expect(asked).toEqual([]);
  });

  it('is not read for a HEAD request', async () => {
    const { status, headers } = await client.ask(ADDRESS, { method: 'HEAD' });
    expect([status, headers['content-length']]).toEqual([200, `${BYTES}`]);
    expect(asked).toEqual([]);
  });

  it.each<[string, () => Promise<boolean>]>([
    ['may no longer have it', async () => false],
    ["can't be checked", () => Promise.reject(new Error('The database does not answer.'))],
  ])('ends in the middle once its viewer %s', async (_what, verdict) => {
    let judged = 0;
    file.holds = () => (judged++ < 10 ? Promise.resolve(true) : verdict());
    const { isCut, bytes } = await client.ask(ADDRESS);
    expect(isCut).toBe(true);
    expect(judged).toBe(11);
    // Several chunks may be read as one.
    expect(bytes.length).toBeLessThan(BYTES / 4);
    expect(stream?.destroyed).toBe(true);
    expect(log.join()).toContain('was not sent to its end');
  });

  it.each<[string, () => Readable]>([
    ['fails', () => Readable.from(failing(), { objectMode: false })],
    ['ends early', () => Readable.from(pieces(10), { objectMode: false })],
  ])('ends in the middle when the storage %s', async (_what, source) => {
    file.read = async () => source();
    const { status, isCut, bytes } = await client.ask(ADDRESS);
    expect({ status, isCut }).toEqual({ status: 200, isCut: true });
    expect(bytes.length).toBeLessThanOrEqual(10 * PIECE.length);
    expect(log).toHaveLength(1);
    file.read = async () => Readable.from(pieces(PIECES), { objectMode: false });
    expect((await client.ask(ADDRESS)).bytes).toHaveLength(BYTES);
  });

  it('is not read while its viewer accepts no data, and is closed when they leave', async () => {
    const { port } = server.address() as AddressInfo;
    let given = 0;
    file.read = async () => {
      stream = Readable.from(counted(), { objectMode: false });
      return stream;
    };
    function* counted(): Generator<Buffer> {
      for (const piece of pieces(PIECES)) {
        given += 1;
        yield piece;
      }
    }
    const leaving = get({ port, host: '127.0.0.1', path: ADDRESS });
    const [response] = await once(leaving, 'response');
    response.pause();
    let before = -1;
    await eventually('the sender to wait', () => {
      const isWaiting = given === before;
      before = given;
      return isWaiting;
    });
    expect(given).toBeLessThan(PIECES);
    response.destroy();
    await eventually('the storage to be let go of', () => stream?.destroyed);
    // A viewer who leaves is not an error.
    expect(log).toEqual([]);
  });
});

describe('a viewer who leaves while the storage is slow', () => {
  it('has the file closed, and causes no error', async () => {
    const slow = new Readable({ read: () => {} });
    slow.push(PIECE);
    file.read = async () => slow;
    const { port } = server.address() as AddressInfo;
    const leaving = get({ port, host: '127.0.0.1', path: ADDRESS });
    const [response] = await once(leaving, 'response');
    await once(response, 'data');
    response.destroy();
    await eventually('the storage to be let go of', () => slow.destroyed);
    expect(log).toEqual([]);
  });
});

it('media file requests have their own rate limit, and too many are rejected for a while', async () => {
  await using test = await startTestServer({ limits: { media: { points: 3, seconds: 60 } } });
  using visitor = new MediaFileVisitor(test.url);
  for (const _piece of [1, 2, 3]) expect((await visitor.ask(ADDRESS)).status).toBe(404);
  const { status, headers } = await visitor.ask(ADDRESS);
  expect(status).toBe(429);
  expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  expect((await test.visitor().send('account.read')).status).toBe(200);
});

async function* failing(): AsyncGenerator<Buffer> {
  yield* pieces(5);
  throw new StorageError('unreachable', 'The storage does not answer.');
}

it('a storage that never responds is abandoned, and a late response is closed', async () => {
  await using test = await startTestServer();
  const owner = await test.owner();
  const files = await FinishedFiles.make(test);
  const grant = await files.openedBy(owner);
  const { promise: givenUp, resolve } = Promise.withResolvers<void>();
  const objects: Pick<ObjectStorage, 'read'> = {
    read: (_key, _range, signal) =>
      new Promise((_answer, reject) =>
        signal?.addEventListener('abort', () => {
          reject(new StorageError('unreachable', 'The storage does not answer.'));
          resolve();
        }),
      ),
  };
  const { mediaGrants, mediaFiles } = test.store;
  const access = new MediaAccess({
    grants: mediaGrants,
    files: mediaFiles,
    objects,
    interviews: test.interviews,
    pageOwns: async () => false,
    reportShows: async () => false,
    staffOf: headers => test.staff.accounts.staffOf(headers),
    timeoutMs: 20,
  });
  const cookie = [...owner.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const { fileId } = files.file('person');
  const allowed = await access.open({ grant, fileId, headers: new Headers({ cookie }), download: false });
  const refusal = await refusalOf(allowed.read(undefined));
  expect(refusal).toMatchObject({ code: 'unavailable', retryable: true });
  await withDeadline(givenUp, 10_000, () => 'the storage is still asked');
});
