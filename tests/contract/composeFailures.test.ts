import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composeRecording } from '../../server/features/recording/compose/composeRecording.ts';
import type { ComposeTask } from '../../server/features/recording/compose/composeTask.ts';
import { eventually } from '../support/eventually.ts';
import { GREEN, RED } from '../support/oracle/beacon.ts';
import { type FinishedBeacons, finishedBeacons } from '../support/oracle/finishedBeacons.ts';
import { readSights } from '../support/oracle/sights.ts';
import { isAlive } from '../support/program.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';

const DURATION_MS = 4_400;

let material: TemporaryFolder;
let made: FinishedBeacons;

/** Two pieces: the speaker changes in the middle. */
beforeAll(async () => {
  material = await temporaryFolder('compose-material');
  made = await finishedBeacons(material.path, DURATION_MS, [
    { beacon: RED, role: 'candidate', width: 320, height: 180 },
    {
      beacon: GREEN,
      role: 'interviewer',
      speech: [{ fromMs: DURATION_MS / 2, toMs: DURATION_MS }],
      width: 320,
      height: 180,
    },
  ]);
});
afterAll(() => material?.remove());

async function taskIn(folder: string, changes: Partial<ComposeTask> = {}): Promise<ComposeTask> {
  return {
    ...made,
    captions: [],
    chapters: [],
    title: 'Backend Developer',
    workFolder: path.join(folder, 'work'),
    outFile: path.join(folder, 'composed.mp4'),
    ...changes,
  };
}

function partsIn(folder: string, kind: string): string[] {
  const work = path.join(folder, 'work');
  return existsSync(work) ? readdirSync(work).filter(name => name.startsWith(`${kind}-`)) : [];
}

/** Returns our descendant processes that run this program. */
function descendants(program: string, of = process.pid): number[] {
  const tasks = `/proc/${of}/task`;
  const children = existsSync(tasks)
    ? readdirSync(tasks).flatMap(task => readNumbers(`${tasks}/${task}/children`))
    : [];
  return children.flatMap(pid => [...(nameOf(pid) === program ? [pid] : []), ...descendants(program, pid)]);
}

function readNumbers(file: string): number[] {
  try {
    return readFileSync(file, 'utf8').split(' ').filter(Boolean).map(Number);
  } catch {
    // The process has ended and has no children.
    return [];
  }
}

function nameOf(pid: number): string {
  try {
    const [program = ''] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return path.basename(program);
  } catch {
    return '';
  }
}

describe('composing that is interrupted', () => {
  it('continues from the last finished piece, with the same result', async () => {
    await using folder = await temporaryFolder('compose');
    const calledOff = new AbortController();
    const first = composeRecording(await taskIn(folder.path), {
      signal: calledOff.signal,
      onProgress: () => {
        if (partsIn(folder.path, 'piece').length === 1) calledOff.abort();
      },
    });
    await expect(first).rejects.toMatchObject({ name: 'ComposeError', code: 'cancelled' });
    expect(existsSync(path.join(folder.path, 'composed.mp4'))).toBe(false);
    const [done = ''] = partsIn(folder.path, 'piece');
    const madeAt = statSync(path.join(folder.path, 'work', done)).mtimeMs;

    const shares: number[] = [];
    let stillThere = 0;
    const composed = await composeRecording(await taskIn(folder.path), {
      onProgress: share => {
        shares.push(share);
        const file = path.join(folder.path, 'work', done);
        if (existsSync(file)) stillThere = statSync(file).mtimeMs;
      },
    });
    expect(stillThere).toBe(madeAt);
    // Half of the frames were finished.
    expect(shares[0]).toBeCloseTo(0.93 / 2, 2);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);

    await using other = await temporaryFolder('compose');
    const whole = await composeRecording(await taskIn(other.path));
    expect(composed.sha256).toBe(whole.sha256);
    expect(partsIn(folder.path, 'piece')).toEqual([]);
  });

  it('leaves no process running, and no partial file', async () => {
    await using folder = await temporaryFolder('compose');
    const calledOff = new AbortController();
    let encoders: number[] = [];
    const composing = composeRecording(await taskIn(folder.path), { signal: calledOff.signal });
    await eventually('an encoder', () => {
      encoders = descendants('ffmpeg');
      return encoders.length > 0;
    });
    calledOff.abort();
    await expect(composing).rejects.toMatchObject({ code: 'cancelled' });
    await eventually('the encoder to end', () => encoders.every(pid => !isAlive(pid)));
    expect(existsSync(path.join(folder.path, 'composed.mp4'))).toBe(false);
  });

  it.each(['ffmpeg', 'node'])('reports that the system ended its %s', async program => {
    await using folder = await temporaryFolder('compose');
    const composing = composeRecording(await taskIn(folder.path));
    const refused = expect(composing).rejects.toMatchObject({ code: 'killed', retry: 'soon' });
    await eventually('an encoder', () => descendants('ffmpeg').length > 0);
    for (const pid of descendants(program)) process.kill(pid, 'SIGKILL');
    await refused;
    await eventually('everything to end', () => descendants('ffmpeg').length === 0);
  });
});

describe('composing that is impossible', () => {
  it('names a missing file before anything is rendered', async () => {
    await using folder = await temporaryFolder('compose');
    const files = { ...made.files, 'person-2.webm': path.join(folder.path, 'nowhere.webm') };
    await expect(composeRecording(await taskIn(folder.path, { files }))).rejects.toMatchObject({
      code: 'source-missing',
      cause: { message: expect.stringContaining('person-2.webm') },
    });
    expect(partsIn(folder.path, 'piece')).toEqual([]);
  });

  it.each([
    ['empty', Buffer.alloc(0)],
    ['foreign', Buffer.from('This is no film.'.repeat(500))],
  ])('leaves out a file that is %s, and says so', async (_, bytes) => {
    await using folder = await temporaryFolder('compose');
    const broken = path.join(folder.path, 'broken.webm');
    writeFileSync(broken, bytes);
    const files = { ...made.files, 'person-2.webm': broken };
    const composed = await composeRecording(await taskIn(folder.path, { files }));
    expect(composed).toMatchObject({ durationMs: DURATION_MS, leftOut: ['person-2.webm'] });
    const [red, green] = await readSights(composed.path, [RED, GREEN]);
    expect(red?.length).toBeGreaterThan(80);
    expect(green).toEqual([]);
  });

  it('fails on a recording without a duration', async () => {
    await using folder = await temporaryFolder('compose');
    const recording = { ...made.recording, durationMs: 0 };
    await expect(composeRecording(await taskIn(folder.path, { recording }))).rejects.toMatchObject({
      code: 'failed',
    });
  });

  it('reports that ffmpeg is missing', async () => {
    await using folder = await temporaryFolder('compose');
    const { PATH } = process.env;
    process.env.PATH = folder.path;
    // A shell without the programs that it should start.
    spawnSync('/bin/ln', ['-s', '/bin/sh', path.join(folder.path, 'sh')]);
    try {
      await expect(composeRecording(await taskIn(folder.path))).rejects.toMatchObject({
        code: 'ffmpeg-missing',
        retry: 'later',
      });
    } finally {
      process.env.PATH = PATH;
    }
  });

  it('can be canceled before it starts', async () => {
    await using folder = await temporaryFolder('compose');
    await expect(
      composeRecording(await taskIn(folder.path), { signal: AbortSignal.abort() }),
    ).rejects.toMatchObject({ code: 'cancelled' });
    expect(existsSync(path.join(folder.path, 'work'))).toBe(false);
  });

  const reason = reasonAgainstMounting();
  it.skipIf(reason)(
    `reports that the disk is full, and continues after space is freed${reason ? ` (not run: ${reason})` : ''}`,
    async () => {
      await using folder = await temporaryFolder('compose');
      const disk = path.join(folder.path, 'disk');
      await mkdir(disk);
      spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=100k', 'tmpfs', disk]);
      try {
        const task = await taskIn(disk);
        await expect(composeRecording(task)).rejects.toMatchObject({ code: 'disk-full', retry: 'later' });
        expect(existsSync(task.outFile)).toBe(false);
        spawnSync('mount', ['-o', 'remount,size=50m', disk]);
        await expect(composeRecording(task)).resolves.toMatchObject({ durationMs: DURATION_MS });
      } finally {
        spawnSync('umount', [disk]);
      }
    },
  );
});

/** Returns why this machine cannot mount a small disk for a test, or undefined. */
function reasonAgainstMounting(): string | undefined {
  const folder = mkdtempSync(path.join(tmpdir(), 'vivavoce-mount-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8k', 'tmpfs', folder]).status === 0;
  if (mounted) spawnSync('umount', [folder]);
  rmdirSync(folder);
  return mounted ? undefined : 'mounting needs root';
}
