import { randomBytes } from 'node:crypto';
import { readdirSync, readlinkSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadConfig } from '../../server/config.ts';
import { LocalStorage } from '../../server/features/recording/storage/LocalStorage.ts';
import { openStorage } from '../../server/features/recording/storage/openStorage.ts';
import { type BucketTiming, S3Storage } from '../../server/features/recording/storage/S3Storage.ts';
import { eventually } from '../support/eventually.ts';
import { FaultyRelay } from '../support/s3/FaultyRelay.ts';
import { S3Server, type S3ServerOptions } from '../support/s3/S3Server.ts';
import { smallDisk } from '../support/smallDisk.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { describeObjectStorage, fileOf, type StorageUnderTest } from './objectStorage.contract.ts';

const MEGABYTE = 1024 * 1024;
const PART_BYTES = 5 * MEGABYTE;
const KEY = 'recordings/a/candidate-1.webm';

function storageAt(url: string, server: S3Server, timing: Partial<BucketTiming> = {}, more = {}): S3Storage {
  const place = {
    endpoint: url,
    bucket: server.bucket,
    region: 'us-east-1',
    prefix: '',
    forcePathStyle: true,
  };
  return new S3Storage({ ...place, ...server.keys, ...more }, { partBytes: PART_BYTES, ...timing });
}

async function bucketUnderTest(options: S3ServerOptions, more = {}): Promise<StorageUnderTest> {
  const server = await S3Server.start(options);
  const storage = storageAt(server.url, server, {}, more);
  return {
    storage,
    largeBytes: PART_BYTES,
    close: async () => {
      storage.close();
      await server.close();
    },
  };
}

describeObjectStorage('in a folder', async () => {
  const folder = await temporaryFolder('storage');
  return {
    storage: await LocalStorage.create(path.join(folder.path, 'recordings')),
    largeBytes: 2 * MEGABYTE,
    close: () => folder.remove(),
  };
});

describeObjectStorage('in a bucket', () => bucketUnderTest({}));
describeObjectStorage('in a prefix of a bucket with versioning', () =>
  bucketUnderTest({ keepsVersions: true }, { prefix: 'team/vivavoce/' }),
);
describeObjectStorage('in a bucket without checksums', () => bucketUnderTest({ knowsChecksums: false }));

// The same tests with an external storage: S3_TEST_ENDPOINT, S3_TEST_BUCKET, S3_TEST_ACCESS_KEY_ID,
// S3_TEST_SECRET_ACCESS_KEY.
const elsewhere = Object.fromEntries(
  Object.entries(process.env).flatMap(([name, value]) =>
    name.startsWith('S3_TEST_') ? [[name.replace('TEST_', ''), value]] : [],
  ),
);
if (elsewhere.S3_ENDPOINT)
  describeObjectStorage('of others', async () => {
    const { bucket } = loadConfig({ ...elsewhere, SECRET: 'a secret for the tests alone' });
    if (!bucket) throw new Error('The variables describe no bucket.');
    const storage = new S3Storage(bucket, { partBytes: PART_BYTES });
    return { storage, largeBytes: PART_BYTES, close: async () => storage.close() };
  });

let folder: TemporaryFolder;

beforeEach(async () => {
  folder = await temporaryFolder('storage');
});
afterEach(() => folder.remove());

describe('a folder', () => {
  const place = (...names: string[]) => path.join(folder.path, 'recordings', ...names);
  const open = () => LocalStorage.create(place());

  it('follows no link inside it', async () => {
    const storage = await open();
    await mkdir(path.join(folder.path, 'others'));
    await writeFile(path.join(folder.path, 'others', 'secret'), 'secret');
    await symlink(path.join(folder.path, 'others'), place('others'));
    await symlink(path.join(folder.path, 'others', 'secret'), place('link'));
    for (const key of ['others/secret', 'link']) {
      await expect(storage.read(key)).rejects.toMatchObject({ code: 'refused' });
      await expect(storage.stat(key)).rejects.toMatchObject({ code: 'refused' });
    }
    const file = await fileOf(folder.path, Buffer.from('new'));
    await expect(storage.put('others/new', file)).rejects.toMatchObject({ code: 'refused' });
    await expect(storage.remove('others/secret')).rejects.toMatchObject({ code: 'refused' });
    await storage.remove('link');
    expect(await readdir(path.join(folder.path, 'others'))).toEqual(['secret']);
  });

  it('may be a link to another disk', async () => {
    await mkdir(path.join(folder.path, 'disk'));
    await symlink(path.join(folder.path, 'disk'), place());
    const storage = await open();
    await storage.put(KEY, await fileOf(folder.path, Buffer.from('bytes')));
    expect((await buffer(await storage.read(KEY))).toString()).toBe('bytes');
  });

  it('does not treat a folder as a file', async () => {
    const storage = await open();
    await storage.put(KEY, await fileOf(folder.path, Buffer.from('bytes')));
    expect(await storage.stat('recordings/a')).toBeUndefined();
    await expect(storage.read('recordings')).rejects.toMatchObject({ code: 'missing' });
  });

  it('is as empty as before after everything was deleted, including unfinished files of a killed server', async () => {
    const storage = await open();
    await storage.put(KEY, await fileOf(folder.path, Buffer.from('bytes')));
    await writeFile(place(`${KEY}.0123456789abcdef.part`), 'half');
    await storage.remove(KEY);
    expect(await readdir(place())).toEqual([]);
  });

  it('that cannot be created ends the start with a sentence that says what to do', async () => {
    await writeFile(place(), 'a file');
    await expect(open()).rejects.toThrow(/RECORDING_DIR/);
  });

  it.skipIf(!smallDisk)(
    `that is full reports it, keeps no partial file, and works again after space is freed${smallDisk ? '' : ' (needs root and CAP_SYS_ADMIN)'}`,
    async () => {
      await using disk = await smallDisk?.(4 * MEGABYTE);
      const storage = await LocalStorage.create(disk?.path ?? '');
      const small = await fileOf(folder.path, randomBytes(MEGABYTE));
      await storage.put('recordings/small', small);
      const large = await fileOf(folder.path, randomBytes(4 * MEGABYTE));
      await expect(storage.put('recordings/large', large)).rejects.toMatchObject({ code: 'full' });
      expect(await readdir(path.join(disk?.path ?? '', 'recordings'))).toEqual(['small']);
      await storage.put('recordings/other', await fileOf(folder.path, randomBytes(2 * MEGABYTE)));
    },
  );

  it('closes files that no one reads', async () => {
    const storage = await open();
    await storage.put(KEY, await fileOf(folder.path, randomBytes(2 * MEGABYTE)));
    for (let reader = 0; reader < 20; reader += 1) for await (const _piece of await storage.read(KEY)) break;
    const openFiles = () =>
      readdirSync('/proc/self/fd').filter(fd => {
        try {
          return readlinkSync(`/proc/self/fd/${fd}`).startsWith(place());
        } catch {
          return false;
        }
      });
    await eventually('every handle to be closed', () => openFiles().length === 0);
  });
});

describe('a bucket', () => {
  let server: S3Server;
  let relay: FaultyRelay;

  beforeEach(async () => {
    server = await S3Server.start();
    relay = await FaultyRelay.start(server.port);
  });
  afterEach(async () => {
    await relay.close();
    await server.close();
  });

  const large = () => fileOf(folder.path, randomBytes(2 * PART_BYTES + 1_000));
  const small = () => fileOf(folder.path, randomBytes(10_000));
  const isPart = (request: { url?: string | undefined; method?: string | undefined }) =>
    request.method === 'PUT' && (request.url ?? '').includes('partNumber');
  const isPut = ({ method }: { method?: string | undefined }) => method === 'PUT';

  describe('behind an unreliable network', () => {
    it.each([
      ['drops a connection', 'drop'],
      ['loses an answer', 'dropSent'],
      ['reports that it is busy', { status: 503, code: 'SlowDown' }],
      ['reports an internal error', { status: 500, code: 'InternalError' }],
      ['changes a byte', 'spoil'],
    ] as const)('gets a file again when the network or the server %s', async (_what, fault) => {
      const storage = storageAt(relay.url, server);
      const file = await large();
      relay.failing(fault, 2, isPart);
      await storage.put(KEY, file);
      const other = await small();
      relay.failing(fault, 2, isPut);
      await storage.put('recordings/a/thumbnail', other);
      for (const [key, { path: source }] of [
        [KEY, file],
        ['recordings/a/thumbnail', other],
      ] as const)
        expect((await buffer(await storage.read(key))).equals(await readFile(source))).toBe(true);
      expect(server.unfinishedUploads).toBe(0);
      storage.close();
    });

    it('has the file although the final response was lost', async () => {
      const storage = storageAt(relay.url, server);
      const isLast = ({ method = '', url = '' }) => method === 'POST' && url.includes('uploadId');
      relay.failing('dropSent', 1, isLast);
      await storage.put(KEY, await large());
      expect(server.objectKeys).toEqual([KEY]);
      storage.close();
    });

    it('is asked again when it never answers', async () => {
      const storage = storageAt(relay.url, server, { silenceMs: 200 });
      relay.failing('hang', 1, isPut);
      await storage.put(KEY, await small());
      expect(server.objectKeys).toEqual([KEY]);
      storage.close();
    });

    it('is waited for no longer than the reader wants', async () => {
      const storage = storageAt(relay.url, server);
      await storage.put(KEY, await small());
      relay.fault = ({ method }) => (method === 'GET' ? 'hang' : undefined);
      const patience = new AbortController();
      const before = relay.requests;
      const reading = storage.read(KEY, { first: 0, last: 9 }, patience.signal);
      await eventually('the storage to be asked', () => relay.requests > before);
      patience.abort();
      await expect(reading).rejects.toMatchObject({ code: 'unreachable' });
      storage.close();
    });

    it('returns a whole file although the response breaks off repeatedly', async () => {
      const storage = storageAt(relay.url, server);
      const file = await large();
      await storage.put(KEY, file);
      relay.failing('cut', 6, ({ method }) => method === 'GET');
      const whole = await readFile(file.path);
      expect((await buffer(await storage.read(KEY))).equals(whole)).toBe(true);
      relay.failing('cut', 3, ({ method }) => method === 'GET');
      const part = await storage.read(KEY, { first: 1_000, last: PART_BYTES + 1_000 });
      expect((await buffer(part)).equals(whole.subarray(1_000, PART_BYTES + 1_001))).toBe(true);
      storage.close();
    });

    it('is reported as unreachable when retries fail, and has no unfinished upload', async () => {
      const storage = storageAt(relay.url, server, { attempts: 2 });
      relay.failing({ status: 503, code: 'SlowDown' }, 1_000, isPart);
      await expect(storage.put(KEY, await large())).rejects.toMatchObject({ code: 'unreachable' });
      expect(server.leftovers).toBe(0);
      await relay.close();
      await expect(storage.put(KEY, await small())).rejects.toMatchObject({ code: 'unreachable' });
      await expect(storage.read(KEY)).rejects.toMatchObject({ code: 'unreachable' });
      await expect(storage.stat(KEY)).rejects.toMatchObject({ code: 'unreachable' });
      await expect(storage.remove(KEY)).rejects.toMatchObject({ code: 'unreachable' });
      storage.close();
    });

    it('reports that a file does not get through when every attempt corrupts it', async () => {
      const storage = storageAt(relay.url, server);
      relay.failing('spoil', 1_000, isPut);
      await expect(storage.put(KEY, await large())).rejects.toMatchObject({ code: 'corrupt' });
      await expect(storage.put(KEY, await small())).rejects.toMatchObject({ code: 'corrupt' });
      expect(server.leftovers).toBe(0);
      storage.close();
    });

    it('reports that there is no space', async () => {
      const storage = storageAt(relay.url, server);
      relay.failing({ status: 507, code: 'XMinioStorageFull' }, 1_000, isPart);
      await expect(storage.put(KEY, await large())).rejects.toMatchObject({ code: 'full' });
      storage.close();
    });
  });

  it.each([
    ['does not know the access key', { accessKeyId: 'unknown' }, /S3_ACCESS_KEY_ID/],
    ['has another secret', { secretAccessKey: 'guess' }, /S3_SECRET_ACCESS_KEY/],
    ['does not exist', { bucket: 'elsewhere' }, /S3_BUCKET/],
  ])('that %s reports it for every operation', async (_what, wrong, sentence) => {
    const storage = storageAt(server.url, server, {}, wrong);
    const refusal = { code: 'refused', message: expect.stringMatching(sentence) };
    await expect(storage.put(KEY, await small())).rejects.toMatchObject(refusal);
    await expect(storage.put(KEY, await large())).rejects.toMatchObject(refusal);
    await expect(storage.read(KEY)).rejects.toMatchObject(refusal);
    await expect(storage.remove(KEY)).rejects.toMatchObject(refusal);
    storage.close();
  });

  it('that allows writing but not reading metadata is written to', async () => {
    const storage = storageAt(relay.url, server);
    relay.failing({ status: 403, code: 'AccessDenied' }, 1, ({ method }) => method === 'HEAD');
    await storage.put(KEY, await small());
    expect(server.objectKeys).toEqual([KEY]);
    storage.close();
  });

  it('gets no part twice', async () => {
    const storage = storageAt(server.url, server);
    for (const file of [await large(), await small()]) {
      await storage.put(KEY, file);
      server.log.length = 0;
      await storage.put(KEY, file);
      expect(server.log).toEqual(['HEAD object']);
    }
    storage.close();
  });

  it('that changes a stored file is detected', async () => {
    await using forgetful = await S3Server.start({ knowsChecksums: false });
    const storage = storageAt(forgetful.url, forgetful);
    const file = await small();
    await storage.put(KEY, file);
    forgetful.spoil(KEY);
    await storage.put(KEY, file);
    expect((await buffer(await storage.read(KEY))).equals(await readFile(file.path))).toBe(true);
    storage.close();
  });

  it('has nothing left after everything was deleted: no older versions, no uploads of killed servers', async () => {
    await using versioned = await S3Server.start({ keepsVersions: true });
    const storage = storageAt(versioned.url, versioned);
    for (const text of ['first', 'second'])
      await storage.put(KEY, await fileOf(folder.path, Buffer.from(text)));
    for (let death = 0; death < 3; death += 1) versioned.beginUpload(KEY);
    versioned.beginUpload(`${KEY}.another`);
    expect(versioned.leftovers).toBe(6);
    await storage.remove(KEY);
    expect(versioned.leftovers).toBe(1);
    storage.close();
  });

  it('is disconnected when a reader stops reading', async () => {
    const storage = storageAt(server.url, server);
    await storage.put(KEY, await large());
    for (let reader = 0; reader < 10; reader += 1) for await (const _piece of await storage.read(KEY)) break;
    await eventually('few connections', async () => (await server.openConnections) <= 1);
    storage.close();
  });
});

describe('the configuration', () => {
  it('chooses between folder and bucket', async () => {
    const config = loadConfig({ DATA_DIR: folder.path });
    const local = await openStorage(config);
    await local.put(KEY, await fileOf(folder.path, Buffer.from('bytes')));
    expect(await readdir(path.join(folder.path, 'recordings', 'recordings', 'a'))).toEqual([
      'candidate-1.webm',
    ]);

    await using server = await S3Server.start();
    const { accessKeyId, secretAccessKey } = server.keys;
    const bucket = await openStorage(
      loadConfig({
        DATA_DIR: folder.path,
        S3_ENDPOINT: server.url,
        S3_BUCKET: server.bucket,
        S3_ACCESS_KEY_ID: accessKeyId,
        S3_SECRET_ACCESS_KEY: secretAccessKey,
        S3_PREFIX: 'here',
      }),
    );
    await bucket.put(KEY, await fileOf(folder.path, Buffer.from('bytes')));
    expect(server.objectKeys).toEqual([`here/${KEY}`]);
    bucket.close();
    await rm(path.join(folder.path, 'recordings'), { recursive: true });
  });
});
