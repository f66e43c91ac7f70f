import { createHash, randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FileToStore, ObjectStorage } from '../../server/features/recording/storage/ObjectStorage.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';

export interface StorageUnderTest {
  storage: ObjectStorage;
  /** A file of at least this size is uploaded like large ones. */
  largeBytes: number;
  close(): Promise<void>;
}

const NO_KEYS = [
  '',
  '/',
  '../secret',
  'recordings/../../secret',
  '/etc/passwd',
  'a//b',
  'a/./b',
  '.hidden',
  'a/.hidden',
  'Recordings/a',
  'a\u0000b',
  'a\\b',
  'a b',
  'a'.repeat(200),
  'a/b/c/d/e/f/g',
];

/** Writes these bytes to a file to store. */
export async function fileOf(folder: string, bytes: Buffer): Promise<FileToStore> {
  const file = path.join(folder, randomBytes(8).toString('hex'));
  await writeFile(file, bytes);
  return { path: file, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** Tests that every storage for recordings must pass, a folder as well as a bucket. */
export function describeObjectStorage(name: string, create: () => Promise<StorageUnderTest>): void {
  describe(`the storage ${name}`, () => {
    let underTest: StorageUnderTest;
    let storage: ObjectStorage;
    let folder: TemporaryFolder;
    let key: string;

    beforeAll(async () => {
      underTest = await create();
      storage = underTest.storage;
      folder = await temporaryFolder('objects');
    });
    afterAll(async () => {
      await underTest.close();
      await folder.remove();
    });
    beforeEach(() => {
      key = `recordings/${randomBytes(16).toString('hex')}/candidate-1.webm`;
    });
    afterEach(() => storage.remove(key));

    const stored = async (bytes: Buffer) => {
      const file = await fileOf(folder.path, bytes);
      await storage.put(key, file);
      return file;
    };

    it('returns what was stored', async () => {
      const bytes = randomBytes(70_000);
      await stored(bytes);
      expect(await storage.stat(key)).toEqual({ bytes: bytes.length });
      expect((await buffer(await storage.read(key))).equals(bytes)).toBe(true);
    });

    it('stores a large file, and reports its progress', async () => {
      const bytes = randomBytes(underTest.largeBytes * 2 + 12_345);
      const shares: number[] = [];
      await storage.put(key, await fileOf(folder.path, bytes), { onProgress: share => shares.push(share) });
      expect(shares.length).toBeGreaterThan(1);
      expect(shares).toEqual(shares.toSorted((a, b) => a - b));
      expect(shares.at(-1)).toBe(1);
      expect((await buffer(await storage.read(key))).equals(bytes)).toBe(true);
      const { largeBytes } = underTest;
      const across = await storage.read(key, { first: largeBytes - 5, last: largeBytes + 5 });
      expect((await buffer(across)).equals(bytes.subarray(largeBytes - 5, largeBytes + 6))).toBe(true);
    });

    it('stores a file whose size is a whole number of parts', async () => {
      const bytes = randomBytes(underTest.largeBytes * 2);
      await stored(bytes);
      expect((await buffer(await storage.read(key))).equals(bytes)).toBe(true);
    });

    it.each([
      ['the first byte', 0, 0],
      ['the last byte', 999, 999],
      ['all bytes', 0, 999],
      ['some of the middle', 100, 899],
    ])('returns %s of a file', async (_what, first, last) => {
      const bytes = randomBytes(1_000);
      await stored(bytes);
      const part = await buffer(await storage.read(key, { first, last }));
      expect(part.equals(bytes.subarray(first, last + 1))).toBe(true);
    });

    it('reports that a file is shorter than expected', async () => {
      await stored(randomBytes(1_000));
      for (const [first, last] of [
        [1_000, 1_000],
        [500, 1_000],
      ] as const)
        await expect(storage.read(key, { first, last })).rejects.toMatchObject({ code: 'missing' });
    });

    it('stores an empty file', async () => {
      await stored(Buffer.alloc(0));
      expect(await storage.stat(key)).toEqual({ bytes: 0 });
      expect(await buffer(await storage.read(key))).toHaveLength(0);
    });

    it('stores the same file again, and replaces it with another one', async () => {
      await stored(Buffer.from('first'));
      await stored(Buffer.from('first'));
      await stored(Buffer.from('second'));
      expect((await buffer(await storage.read(key))).toString()).toBe('second');
    });

    it('stores one file from several servers at the same time', async () => {
      const bytes = randomBytes(100_000);
      const file = await fileOf(folder.path, bytes);
      await Promise.all([1, 2, 3].map(() => storage.put(key, file)));
      expect((await buffer(await storage.read(key))).equals(bytes)).toBe(true);
    });

    it('finds nothing that was never stored', async () => {
      expect(await storage.stat(key)).toBeUndefined();
      await expect(storage.read(key)).rejects.toMatchObject({ name: 'StorageError', code: 'missing' });
    });

    it('deletes a file, as often as requested', async () => {
      await stored(Buffer.from('bytes'));
      await storage.remove(key);
      await storage.remove(key);
      expect(await storage.stat(key)).toBeUndefined();
      await expect(storage.read(key)).rejects.toMatchObject({ code: 'missing' });
    });

    it('does not delete files with a similar name', async () => {
      const longer = `${key}.jpg`;
      await storage.put(longer, await fileOf(folder.path, Buffer.from('picture')));
      await stored(Buffer.from('film'));
      await storage.remove(key);
      expect(await storage.stat(longer)).toEqual({ bytes: 7 });
      await storage.remove(longer);
    });

    it.each([
      ['with unexpected bytes', Buffer.from('something else entirely')],
      ['that is cut off', Buffer.from('some')],
    ])('refuses a file %s, and stores nothing of it', async (_what, really) => {
      const file = await fileOf(folder.path, Buffer.from('something'));
      await writeFile(file.path, really);
      await expect(storage.put(key, file)).rejects.toMatchObject({ code: 'corrupt' });
      expect(await storage.stat(key)).toBeUndefined();
    });

    it('ends a canceled transfer, and stores nothing of it', async () => {
      const file = await fileOf(folder.path, randomBytes(underTest.largeBytes * 2));
      const controller = new AbortController();
      const sending = storage.put(key, file, {
        signal: controller.signal,
        onProgress: () => controller.abort(new Error('Called off.')),
      });
      await expect(sending).rejects.toThrow('Called off.');
      expect(await storage.stat(key)).toBeUndefined();
      await storage.put(key, file);
      expect(await storage.stat(key)).toEqual({ bytes: file.bytes });
    });

    it('refuses invalid keys', async () => {
      const file = await fileOf(folder.path, Buffer.from('bytes'));
      const refusal = { name: 'StorageError', code: 'refused' };
      for (const wrong of NO_KEYS) {
        await expect(async () => storage.put(wrong, file), wrong).rejects.toMatchObject(refusal);
        await expect(async () => storage.read(wrong), wrong).rejects.toMatchObject(refusal);
        await expect(async () => storage.stat(wrong), wrong).rejects.toMatchObject(refusal);
        await expect(async () => storage.remove(wrong), wrong).rejects.toMatchObject(refusal);
      }
    });

    it('closes what a reader stops reading', async () => {
      await stored(randomBytes(underTest.largeBytes));
      const stream = await storage.read(key);
      for await (const _piece of stream) break;
      expect(stream.destroyed).toBe(true);
    });
  });
}
