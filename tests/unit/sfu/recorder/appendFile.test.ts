import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppendFile, ConcurrencyLimit } from '../../../../sfu/recorder/disk/AppendFile.ts';
import { eventually } from '../../../support/eventually.ts';
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporaryFolder.ts';

let folder: TemporaryFolder;
let errors: unknown[];
let queued: number[];

beforeEach(async () => {
  folder = await temporaryFolder('append');
  errors = [];
  queued = [];
});
afterEach(() => folder.remove());

const newFile = (name = 'file', syncLimit = new ConcurrencyLimit(2)) =>
  new AppendFile({
    path: path.join(folder.path, name),
    syncLimit,
    onError: error => errors.push(error),
    onQueued: bytes => queued.push(bytes),
  });
const content = (name = 'file') => readFile(path.join(folder.path, name), 'utf8');
/** Waits until the file has the content; opening the file takes time as well. */
const hasBecome = (expected: string) =>
  eventually('the file to have all that was written', () =>
    content().then(
      text => text === expected,
      () => false,
    ),
  );
const bytes = (text: string) => new TextEncoder().encode(text);

describe('AppendFile', () => {
  it('has all appended data, in order, when it is closed', async () => {
    const file = newFile();
    for (let index = 0; index < 2_000; index += 1) file.append(bytes(`${index}\n`), 0);
    await file.close();
    expect(await content()).toBe(Array.from({ length: 2_000 }, (_, index) => `${index}\n`).join(''));
    expect(file.bytes).toBe((await content()).length);
    expect(Math.max(...queued)).toBe(file.bytes);
    expect(errors).toEqual([]);
  });

  it('writes after a delay, and not earlier', async () => {
    const file = newFile();
    file.append(bytes('one'), 1_000);
    file.append(bytes('two'), 1_100);
    file.tick(1_149);
    expect(file.bytes).toBe(6);
    await hasBecome('');
    file.tick(1_150);
    await hasBecome('onetwo');
    await file.close();
  });

  it('writes immediately when much data is pending', async () => {
    const file = newFile();
    file.append(new Uint8Array(64 * 1024).fill(65), 0);
    await hasBecome('A'.repeat(64 * 1024));
    await file.close();
  });

  it('takes turns with other files to sync to disk', async () => {
    const turns = new ConcurrencyLimit(1);
    const gate = Promise.withResolvers<void>();
    const other = turns.run(() => gate.promise);
    const file = newFile('file', turns);
    file.append(bytes('one'), 0);
    file.tick(1_000);
    await hasBecome('one');
    file.tick(performance.now() + 10_000);
    file.append(bytes('two'), 0);
    file.tick(performance.now() + 20_000);
    // Writing does not wait for the sync.
    await hasBecome('onetwo');
    const closing = file.close();
    gate.resolve();
    await Promise.all([closing, other]);
    expect(errors).toEqual([]);
  });

  it('ignores data after it is closed, even twice', async () => {
    const file = newFile();
    file.append(bytes('one'), 0);
    await Promise.all([file.close(), file.close()]);
    file.append(bytes('two'), 0);
    file.tick(10_000);
    await file.close();
    expect(await content()).toBe('one');
  });

  it('never opens an existing file', async () => {
    await writeFile(path.join(folder.path, 'file'), 'not ours');
    const file = newFile();
    file.append(bytes('one'), 0);
    await file.close();
    expect(errors).toMatchObject([{ code: 'EEXIST' }]);
    expect(await content()).toBe('not ours');
  });

  it("reports once that it can't create the file, and still closes", async () => {
    const file = newFile('missing/file');
    file.append(bytes('one'), 0);
    file.tick(10_000);
    await file.close();
    expect(errors).toMatchObject([{ code: 'ENOENT' }]);
    expect(file.hasFailed).toBe(true);
    expect(file.bytes).toBe(0);
  });

  it('fails when the disk accepts nothing and the pending data reaches its limit', async () => {
    const file = newFile();
    const megabyte = new Uint8Array(1024 * 1024);
    // Appended in one turn of the event loop, so that nothing is written in between.
    for (let index = 0; index < 40; index += 1) file.append(megabyte, 0);
    expect(errors).toHaveLength(1);
    expect(Math.max(...queued)).toBeLessThanOrEqual(33 * 1024 * 1024);
    await file.close();
    expect(errors).toHaveLength(1);
  });
});
