import { readdir, readFile, writeFile } from 'node:fs/promises';
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

const claim = async () => cleanUp.adopt(await FolderOwner.claim(folder), owner => owner.release());
const note = () => path.join(folder, 'owner.json');
const anotherProcess = () => {
  const program = new Program({ command: process.execPath, args: [CLAIMING, folder] });
  cleanUp.defer(() => (program.running ? program.kill() : undefined));
  return program;
};

describe('FolderOwner', () => {
  it('lets one process own a folder, and names it to others', async () => {
    await claim();
    await expect(claim()).rejects.toThrow(FolderTakenError);
    const other = anotherProcess();
    await other.waitForOutput(new RegExp(`The folder belongs to process ${process.pid}\\.`));
  });

  it('releases the folder, even twice', async () => {
    const owner = await claim();
    await owner.release();
    await owner.release();
    expect(await readdir(folder)).toEqual(['owner.lock']);
    await claim();
  });

  it('takes a folder over from a killed process', async () => {
    const other = anotherProcess();
    await other.waitForOutput(/claimed/);
    await expect(claim()).rejects.toMatchObject({ pid: other.pid });
    await other.kill();
    await claim();
    expect(JSON.parse(await readFile(note(), 'utf8'))).toEqual({ pid: process.pid });
  });

  it('takes a folder over from a dead process, whatever the lock file contains', async () => {
    await writeFile(note(), JSON.stringify({ pid: process.pid }));
    await claim();
    for (const text of ['', '{"pid":12', '{"pid":"x"}']) {
      await writeFile(note(), text);
      await expect(claim()).rejects.toMatchObject({ pid: undefined });
    }
  });

  it('keeps the folder for a process that is suspended', async () => {
    const other = anotherProcess();
    await other.waitForOutput(/claimed/);
    process.kill(other.pid, 'SIGSTOP');
    await expect(claim()).rejects.toThrow(FolderTakenError);
  });

  it('lets exactly one of several simultaneous claims win, in this process and in others', async () => {
    const others = Array.from({ length: 4 }, anotherProcess);
    const claims = await Promise.allSettled(Array.from({ length: 8 }, claim));
    const said = await Promise.all(
      others.map(async other => {
        await other.waitForOutput(/claimed|belongs to/);
        return other.output.includes('claimed') ? 'fulfilled' : 'rejected';
      }),
    );
    const outcomes = [...claims.map(({ status }) => status), ...said];
    expect(outcomes.filter(outcome => outcome === 'fulfilled')).toHaveLength(1);
  });
});
