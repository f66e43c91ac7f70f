import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmdirSync } from 'node:fs';
import { chmod, mkdir, readdir, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { finaliseRecording } from '../../server/features/recording/finalise/finalise.ts';
import { FINALISE_FAILURES, FinaliseError } from '../../server/features/recording/finalise/finaliseTask.ts';
import type { TaskOptions } from '../../server/forkedProgram.ts';
import { eventually } from '../support/eventually.ts';
import { type HandMadeCapture, handMadeCapture } from '../support/handMadeCapture.ts';
import { RED } from '../support/oracle/beacon.ts';
import { isAlive, Program } from '../support/program.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';

let material: TemporaryFolder;
let capture: HandMadeCapture;
let folder: TemporaryFolder;
let outFolder: string;

beforeAll(async () => {
  material = await temporaryFolder('finalise-material');
  capture = await handMadeCapture(path.join(material.path, 'capture'), [
    {
      fromMs: 0,
      tracks: [
        { beacon: RED, source: 'microphone', fromMs: 100, toMs: 5_000 },
        { beacon: RED, source: 'camera', fromMs: 200, toMs: 5_000 },
      ],
    },
  ]);
});
afterAll(() => material?.remove());

beforeEach(async () => {
  folder = await temporaryFolder('finalise-failures');
  outFolder = path.join(folder.path, 'out');
});
afterEach(() => folder.remove());

function finalise(options: TaskOptions = {}) {
  return finaliseRecording({ ...capture.task, outFolder }, options);
}

async function failureOf(options: TaskOptions = {}): Promise<FinaliseError> {
  const failed = await finalise(options).then(
    () => undefined,
    error => error,
  );
  expect(failed).toBeInstanceOf(FinaliseError);
  expect(failed.message).toBe(FINALISE_FAILURES[failed.code as keyof typeof FINALISE_FAILURES][1]);
  return failed;
}

/** Returns the finalizing processes of this process. */
function workers(of = process.pid): number[] {
  return readdirSync(`/proc/${of}/task`)
    .flatMap(task => readNow(`/proc/${of}/task/${task}/children`).split(' '))
    .filter(Boolean)
    .map(Number)
    .filter(pid => isAlive(pid) && readNow(`/proc/${pid}/cmdline`).includes('finalise/work/main.ts'));
}

/** Empty when the process or thread of the file has already ended. */
function readNow(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

describe('finalizing that is interrupted', () => {
  it('by a kill leaves no finished file, and the next attempt completes it', async () => {
    const { code, retry } = await failureOf({
      onProgress: share => {
        if (share > 0.2) for (const pid of workers()) process.kill(pid, 'SIGKILL');
      },
    });
    expect([code, retry]).toEqual(['crashed', 'soon']);
    expect(existsSync(outFolder)).toBe(false);
    expect(existsSync(`${outFolder}.partial`)).toBe(true);

    const finished = await finalise();
    expect(finished.media).toHaveLength(1);
    expect(await readdir(folder.path)).toEqual(['out']);
  });

  it('by its caller is canceled, and no process continues', async () => {
    const calledOff = new AbortController();
    let pids: number[] = [];
    const { code } = await failureOf({
      signal: calledOff.signal,
      onProgress: () => {
        pids = [...pids, ...workers()];
        calledOff.abort();
      },
    });
    expect(code).toBe('cancelled');
    expect(pids).not.toEqual([]);
    await eventually('its end', () => pids.every(pid => !isAlive(pid)));
    expect(existsSync(outFolder)).toBe(false);
  });

  it('before it started', async () => {
    expect(await failureOf({ signal: AbortSignal.abort() })).toMatchObject({ code: 'cancelled' });
    expect(workers()).toEqual([]);
    expect(await readdir(folder.path)).toEqual([]);
  });

  it('by the end of the server ends with it', async () => {
    const module = path.join(import.meta.dirname, '../../server/features/recording/finalise/finalise.ts');
    const script = `
      const { finaliseRecording } = await import(${JSON.stringify(module)});
      await finaliseRecording(${JSON.stringify({ ...capture.task, outFolder })}, { onProgress: share => console.log('at', share) });`;
    const server = new Program({ command: process.execPath, args: ['--input-type=module', '-e', script] });
    await server.waitForOutput(/at 0/);
    const pids = workers(server.pid);
    expect(pids).toHaveLength(1);
    await server.kill();
    await eventually('the end of what it had started', () => pids.every(pid => !isAlive(pid)));
    expect(existsSync(outFolder)).toBe(false);
  });

  it('leaves the earlier result until the next one is complete', async () => {
    await finalise();
    const before = await readdir(outFolder);
    await failureOf({ onProgress: () => workers().map(pid => process.kill(pid, 'SIGKILL')) });
    expect(await readdir(outFolder)).toEqual(before);
  });
});

describe('an error is reported when ffmpeg', () => {
  const { PATH } = process.env;
  afterEach(() => {
    process.env.PATH = PATH;
  });

  it('is missing with all other programs', async () => {
    process.env.PATH = '';
    expect(await failureOf()).toMatchObject({ code: 'ffmpeg-missing', retry: 'later' });
  });

  it('is missing but a shell exists', async () => {
    await programs({});
    expect(await failureOf()).toMatchObject({ code: 'ffmpeg-missing', retry: 'later' });
  });

  it('exists but ffprobe is missing', async () => {
    await programs({ ffmpeg: 'exit 0' });
    expect(await failureOf()).toMatchObject({ code: 'ffmpeg-missing' });
  });

  it('cannot be started', async () => {
    await programs({ ffmpeg: 'echo "error while loading shared libraries" >&2; exit 127' });
    expect(await failureOf()).toMatchObject({ code: 'ffmpeg-missing' });
    await programs({ ffmpeg: 'exit 1' });
    expect(await failureOf()).toMatchObject({ code: 'ffmpeg-failed', retry: 'soon' });
  });

  it('is killed while it reads a file', async () => {
    await programs({ ffmpeg: 'exit 0', ffprobe: 'case "$*" in -version) exit 0;; esac; kill -KILL $$' });
    expect(await failureOf()).toMatchObject({ code: 'ffmpeg-failed', retry: 'soon' });
  });

  it('finds something else than was written', async () => {
    const streams = '{"codec_type":"audio","codec_name":"opus","nb_read_packets":"3"}';
    const json = `{"format":{"format_name":"matroska,webm","duration":"5.0"},"streams":[${streams}]}`;
    await programs({ ffmpeg: 'exit 0', ffprobe: `echo '${json}'` });
    const failed = await failureOf();
    expect(failed).toMatchObject({ code: 'verification-failed', retry: 'never' });
    expect(String((failed.cause as Error).message)).toContain('audio opus 3 in place of video vp8');
  });

  it('finds nothing readable', async () => {
    await programs({
      ffmpeg: 'exit 0',
      ffprobe: 'case "$*" in -version) exit 0;; esac; echo "Invalid data" >&2; exit 1',
    });
    expect(await failureOf()).toMatchObject({ code: 'verification-failed' });
    expect(await readdir(folder.path)).toEqual(['bin']);
  });

  /** Installs these scripts as the only programs, besides a shell. */
  async function programs(scripts: Record<string, string>): Promise<void> {
    const bin = path.join(folder.path, 'bin');
    await mkdir(bin, { recursive: true });
    if (!existsSync(path.join(bin, 'sh'))) await symlink('/bin/sh', path.join(bin, 'sh'));
    for (const [name, script] of Object.entries(scripts)) {
      await writeFile(path.join(bin, name), `#!/bin/sh\n${script}\n`);
      await chmod(path.join(bin, name), 0o755);
    }
    process.env.PATH = bin;
  }
});

describe('the disk', () => {
  it('is not writable', async () => {
    await writeFile(path.join(folder.path, 'a-file'), '');
    outFolder = path.join(folder.path, 'a-file', 'out');
    expect(await failureOf()).toMatchObject({ code: 'storage-failed', retry: 'later' });
  });

  it.skipIf(!canMount())('is full (needs root, to have a small disk)', async () => {
    const captured = await Promise.all(capture.segments.flat().map(({ mediaFile }) => stat(mediaFile)));
    // The finished files are about as large as the captured ones.
    const whole = captured.reduce((sum, { size }) => sum + size, 0);
    for (const share of [0.2, 0.6]) {
      const disk = path.join(folder.path, String(share));
      await mkdir(disk);
      spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${Math.round(whole * share)}`, 'tmpfs', disk]);
      try {
        outFolder = path.join(disk, 'out');
        expect(await failureOf()).toMatchObject({ code: 'disk-full', retry: 'later' });
        expect(await readdir(disk)).toEqual([]);
      } finally {
        spawnSync('umount', ['-l', disk]);
      }
    }
  });
});

it('the process gets none of our secrets', async () => {
  process.env.SECRET = 'hidden';
  let environment = '';
  try {
    await finalise({
      onProgress: () => {
        const [pid] = workers();
        if (pid && !environment) environment = readFileSync(`/proc/${pid}/environ`, 'utf8');
      },
    });
  } finally {
    delete process.env.SECRET;
  }
  expect(environment).toContain('PATH=');
  expect(environment).not.toContain('hidden');
});

function canMount(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  const disk = mkdtempSync(path.join(tmpdir(), 'vivavoce-mount-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8k', 'tmpfs', disk]).status === 0;
  if (mounted) spawnSync('umount', [disk]);
  rmdirSync(disk);
  return mounted;
}
