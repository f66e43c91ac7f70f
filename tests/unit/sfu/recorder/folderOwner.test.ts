import { readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FolderOwner, FolderTakenError } from '../../../../sfu/recorder/disk/FolderOwner.ts';
import { Program } from '../../../support/program.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';

const CLAIMING = fileURLToPath(new URL('../../../support/claimFolder.ts', import.meta.url));

let cleanUp: AsyncDisposableStack;
let folder: string;

beforeEach(async () => {
  cleanUp = new AsyncDisposableStack();
  folder = cleanUp.use(await temporaryFolder('owner')).path;
});
afterEach(() => cleanUp.disposeAsync());

const claim = async () => cleanUp.adopt(await FolderOwner.claim(folder, 1_500), owner => owner.release());
const ownerFile = () => path.join(folder, 'owner.json');
const anotherProcess = () => {
  const program = new Program({ command: process.execPath, args: [CLAIMING, folder] });
  cleanUp.defer(() => (program.running ? program.kill() : undefined));
  return program;
};

describe('a folder', () => {
  it('is one process its own, which others are told', async () => {
    await claim();
    await expect(claim()).rejects.toThrow(FolderTakenError);
    const other = anotherProcess();
    await other.waitForOutput(new RegExp(`The folder belongs to process ${process.pid}\\.`));
  });

  it('is free again when it is released, twice', async () => {
    const owner = await claim();
    await owner.release();
    await owner.release();
    expect(await readdir(folder)).toEqual([]);
    await claim();
  });

  it('is taken over from a process that was killed', async () => {
    const other = anotherProcess();
    await other.waitForOutput(/claimed/);
    await expect(claim()).rejects.toMatchObject({ pid: other.pid });
    await other.kill();
    await claim();
    expect(JSON.parse(await readFile(ownerFile(), 'utf8'))).toMatchObject({ pid: process.pid });
    expect(await readdir(folder)).toEqual(['owner.json']);
  });

  it('is taken over where its number belongs to another process by now', async () => {
    const owner = await claim();
    const { pidNamespace } = JSON.parse(await readFile(ownerFile(), 'utf8'));
    await owner.release();
    await writeFile(ownerFile(), JSON.stringify({ pid: process.pid, startTime: '1', pidNamespace }));
    await claim();
  });

  it.each([
    ['nothing', ''],
    ['half a line', '{"pid":12'],
    ['something else', '{"pid":"x"}'],
  ])('is taken over where its owner has left %s', async (_, text) => {
    await writeFile(ownerFile(), text);
    await claim();
  });

  it('belongs to exactly one of several that claim it at the same moment, also where a dead one left it', async () => {
    await writeFile(ownerFile(), JSON.stringify({ pid: 2 ** 22 + 1, startTime: '1' }));
    const claims = await Promise.allSettled(Array.from({ length: 8 }, () => claim()));
    expect(claims.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await readdir(folder)).toEqual(['owner.json']);
  });
});

describe('a folder of a process in another container', () => {
  const elsewhere = () =>
    writeFile(ownerFile(), JSON.stringify({ pid: 7, startTime: '1', pidNamespace: 'pid:[1]' }));

  it('is left to it as long as it shows that it lives', async () => {
    await elsewhere();
    let seconds = 1_000;
    const beat = setInterval(() => {
      seconds += 1;
      void utimes(ownerFile(), seconds, seconds);
    }, 100);
    cleanUp.defer(() => clearInterval(beat));
    await expect(claim()).rejects.toMatchObject({ pid: 7 });
  });

  it('is taken over when it does not any more', async () => {
    await elsewhere();
    await claim();
  });

  it('is shown to be alive by its owner', async () => {
    await claim();
    await utimes(ownerFile(), 1, 1);
    await expect(claim()).rejects.toThrow(FolderTakenError);
    const { pid, startTime } = JSON.parse(await readFile(ownerFile(), 'utf8'));
    await writeFile(ownerFile(), JSON.stringify({ pid, startTime, pidNamespace: 'pid:[1]' }));
    await expect(claim()).rejects.toMatchObject({ pid });
  });
});
