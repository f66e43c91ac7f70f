import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmdirSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ClipLibrary } from '../../server/features/recruiter/clips/ClipLibrary.ts';
import { type ClipRequest, clipIdOf } from '../../server/features/recruiter/clips/clipRequest.ts';
import { RenderProcess } from '../../server/features/recruiter/clips/RenderProcess.ts';
import type { SpeechConfig } from '../../server/features/recruiter/clips/speechConfig.ts';
import { ClipId } from '../../shared/recruiter/clip.ts';
import { eventually } from '../support/eventually.ts';
import { itInLongRuns } from '../support/longTests.ts';
import { isAlive, Program } from '../support/program.ts';
import {
  type StandInSpeechService,
  speaking,
  standInSpeechService,
  status,
} from '../support/speechService.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';

const NOD: ClipRequest = { kind: 'silent', clip: 'nod' };
const READY: ClipRequest = { kind: 'silent', clip: 'ready' };
const YES: ClipRequest = { kind: 'line', text: 'Yes.', voice: 'slt', pace: 'faster' };
const NO: ClipRequest = { kind: 'line', text: 'No.', voice: 'slt', pace: 'faster' };
const MAYBE: ClipRequest = { kind: 'line', text: 'Maybe.', voice: 'slt', pace: 'faster' };
const LONG: ClipRequest = { kind: 'line', text: 'And so on. '.repeat(25), voice: 'slt', pace: 'normal' };

let folder: TemporaryFolder;
const libraries: ClipLibrary[] = [];

beforeAll(async () => {
  folder = await temporaryFolder('clips-library');
});
afterEach(() => {
  for (const library of libraries.splice(0)) library.close();
});
afterAll(() => folder.remove());

async function openLibrary(of = folder.path, speech: SpeechConfig = {}): Promise<ClipLibrary> {
  const logger = pino({ level: 'silent' });
  const library = await ClipLibrary.create({ folder: of, speech, logger, betweenAttemptsMs: [10, 10] });
  libraries.push(library);
  return library;
}

function fileOf(clipId: ClipId, ending: 'webm' | 'json', of = folder.path): string {
  return path.join(of, clipId.slice(0, 2), `${clipId}.${ending}`);
}

async function requireClip(library: ClipLibrary, clipId: ClipId) {
  const clip = await library.find(clipId);
  if (!clip) throw new Error('There is no such clip.');
  return clip;
}

describe('a clip in the library', () => {
  it('is rendered once for everyone who requests it, and not again: not here, not by the next process', async () => {
    const first = await openLibrary();
    const told: string[] = [];
    first.subscribe((clipId, outcome) => told.push(`${clipId} ${outcome}`));
    const orders = Array.from({ length: 10 }, () => first.order([NOD, YES, NOD], 'ahead'));
    await Promise.all(orders.map(({ settled }) => settled));
    const [nod, yes] = [first.idOf(NOD), first.idOf(YES)];
    expect(orders[9]?.clipIds).toEqual([nod, yes, nod]);
    expect(told).toEqual([`${nod} ready`, `${yes} ready`]);
    expect(first.progressOf([nod, yes, nod])).toEqual({ total: 2, ready: 2, failed: [], fallback: [] });
    first.close();

    const before = await stat(fileOf(nod, 'webm'));
    const second = await openLibrary();
    await second.order([NOD, YES], 'now').settled;
    expect(second.progressOf([nod, yes])).toMatchObject({ ready: 2 });
    expect(second.renderPid).toBeUndefined();
    expect((await stat(fileOf(nod, 'webm'))).mtimeMs).toBe(before.mtimeMs);
    expect(await (await requireClip(second, yes)).read()).toHaveLength(
      (await stat(fileOf(yes, 'webm'))).size,
    );
  });

  it('that someone waits for interrupts one that no one waits for, in the same process', async () => {
    const library = await openLibrary();
    const { clipIds } = library.order([LONG], 'ahead');
    await eventually(
      'the long line to be drawn',
      async () => {
        const temporary = await temporaryNames(folder.path, { recursive: true });
        return library.progressOf(clipIds).rendering && temporary.some(name => name.endsWith('clip.webm'));
      },
      40_000,
    );
    const pid = library.renderPid;
    const first = nextOutcome(library);
    library.order([MAYBE], 'now');
    expect(await first).toEqual([library.idOf(MAYBE), 'ready']);
    expect(library.renderPid).toBe(pid);
    expect(library.progressOf(clipIds)).toMatchObject({ ready: 0, failed: [] });
  });

  it('is found without a render, and a missing clip is not', async () => {
    const library = await openLibrary();
    await library.order([NOD], 'now').settled;
    const other = await openLibrary();
    expect(await other.find(library.idOf(NOD))).toBeDefined();
    expect(await other.find(ClipId.parse('0'.repeat(64)))).toBeUndefined();
    expect(other.progressOf([library.idOf(NOD)])).toEqual({ total: 1, ready: 0, failed: [], fallback: [] });
  });

  describe('a harmed clip', () => {
    let library: ClipLibrary;

    beforeAll(async () => {
      library = await openLibrary();
      libraries.splice(0);
      await library.order([NOD], 'now').settled;
    });
    afterAll(() => library.close());

    it('that was damaged is refused, set aside, and rendered again', async () => {
      const nod = library.idOf(NOD);
      const file = fileOf(nod, 'webm');
      const whole = await readFile(file);
      const damaged = Buffer.from(whole);
      damaged[1_000] = (damaged[1_000] ?? 0) ^ 0xff;
      await writeFile(file, damaged);
      const clip = await requireClip(library, nod);
      const again = nextOutcome(library);
      await expect(clip.read()).rejects.toMatchObject({ code: 'unavailable' });
      expect(library.progressOf([nod])).toMatchObject({ ready: 0 });
      expect(await again).toEqual([nod, 'ready']);
      expect(Buffer.compare(await (await requireClip(library, nod)).read(), whole)).toBe(0);
      expect(await readFile(`${file}.damaged`)).toHaveLength(whole.length);
    });

    it.each<[string, (clipId: ClipId) => Promise<void>]>([
      ['has lost its file', clipId => rm(fileOf(clipId, 'webm'))],
      ['was cut off', async clipId => writeFile(fileOf(clipId, 'webm'), 'short')],
      ['has lost its sheet', clipId => rm(fileOf(clipId, 'json'))],
      ['has a sheet that cannot be read', clipId => writeFile(fileOf(clipId, 'json'), '{"clipId":')],
    ])('is missing and rendered again: %s', async (_, harm) => {
      const nod = library.idOf(NOD);
      await harm(nod);
      const again = nextOutcome(library);
      expect(await library.find(nod)).toBeUndefined();
      expect(await again).toEqual([nod, 'ready']);
      expect(await (await requireClip(library, nod)).read()).toBeDefined();
    });
  });
});

function nextOutcome(library: ClipLibrary): Promise<[ClipId, string]> {
  return new Promise(resolve => {
    const leave = library.subscribe((clipId, outcome) => {
      leave();
      resolve([clipId, outcome]);
    });
  });
}

const CAN_MOUNT = process.platform === 'linux' && process.getuid?.() === 0 && trySmallDisk();

function trySmallDisk(): boolean {
  const folder = mkdtempSync(path.join(tmpdir(), 'vivavoce-mount-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8k', 'tmpfs', folder]).status === 0;
  if (mounted) spawnSync('umount', [folder]);
  rmdirSync(folder);
  return mounted;
}

async function smallDisk(size: string): Promise<TemporaryFolder> {
  const mount = await temporaryFolder('small-disk');
  spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', mount.path]);
  const remove = async () => {
    spawnSync('umount', ['-l', mount.path]);
    await mount.remove();
  };
  return { path: mount.path, remove, [Symbol.asyncDispose]: remove };
}

describe('the folder of the library', () => {
  it('fails clips with the reason when it is not writable, and nothing else', async () => {
    const blocked = path.join(folder.path, 'a-file');
    await writeFile(blocked, '');
    const library = await openLibrary(path.join(blocked, 'clips'));
    const { clipIds, settled } = library.order([NOD], 'now');
    await settled;
    expect(library.progressOf(clipIds)).toMatchObject({
      ready: 0,
      failed: [{ clipId: clipIds[0], reason: 'storage-failed', message: expect.stringContaining('disk') }],
    });
    expect(await library.find(library.idOf(NOD))).toBeUndefined();
    await expect(library.storeVoiceUpload(blocked)).rejects.toMatchObject({ code: 'unavailable' });
  });

  it.skipIf(!CAN_MOUNT)('that is full makes clips fail (needs root, to have a small disk)', async () => {
    // Too small for the audio, and just too small for the clip.
    for (const size of ['60k', '300k']) {
      await using disk = await smallDisk(size);
      const library = await openLibrary(disk.path);
      const { clipIds, settled } = library.order([READY], 'now');
      await settled;
      expect(library.progressOf(clipIds).failed).toMatchObject([{ reason: 'storage-failed' }]);
      expect(await temporaryNames(disk.path)).toEqual([]);
      library.close();
    }
  });

  it('is cleared of unfinished files, and keeps recent ones and those of other programs', async () => {
    await using own = await temporaryFolder('clips-sweep');
    const long = new Date(Date.now() - 3 * 3_600_000);
    const temporary = (name: string) => path.join(own.path, 'temporary', name);
    await mkdir(temporary('elsewhere.1.x.1'), { recursive: true });
    await mkdir(temporary('elsewhere.1.x.2'));
    await utimes(temporary('elsewhere.1.x.1'), long, long);
    const orphan = fileOf(ClipId.parse('a'.repeat(64)), 'webm', own.path);
    await mkdir(path.dirname(orphan));
    await writeFile(orphan, 'without a sheet');
    await utimes(orphan, long, long);
    await openLibrary(own.path);
    await expect(stat(temporary('elsewhere.1.x.1'))).rejects.toThrow('ENOENT');
    await expect(stat(orphan)).rejects.toThrow('ENOENT');
    expect(await stat(temporary('elsewhere.1.x.2'))).toBeDefined();
  });
});

describe('the render process', () => {
  it('that is killed costs an attempt, not the clip', async () => {
    await using own = await temporaryFolder('clips-killed');
    const library = await openLibrary(own.path);
    const { clipIds, settled } = library.order([READY, NOD], 'now');
    const pid = await eventually('the render process', () => library.renderPid);
    process.kill(pid, 'SIGKILL');
    await settled;
    expect(library.progressOf(clipIds)).toMatchObject({ ready: 2, failed: [] });
    expect(library.renderPid).not.toBe(pid);
  });

  itInLongRuns('that hangs is killed, and the next job gets a new one', async () => {
    await using own = await temporaryFolder('clips-hang');
    const renderProcess = new RenderProcess();
    try {
      const job = (request: ClipRequest) => ({
        clipId: clipIdOf(request, {}),
        request,
        speech: {},
        folder: own.path,
      });
      const late = renderProcess.render(job(LONG), 300);
      const { pid = 0 } = renderProcess;
      await expect(late).rejects.toMatchObject({ reason: 'render-timeout' });
      await eventually('its end', () => !isAlive(pid));
      expect((await renderProcess.render(job(NOD), 60_000)).clipId).toBe(clipIdOf(NOD, {}));
    } finally {
      renderProcess.close();
    }
  });

  it('renders nothing if the clip was interrupted while its job was prepared', async () => {
    const renderProcess = new RenderProcess();
    try {
      const job = { clipId: clipIdOf(NOD, {}), request: NOD, speech: {}, folder: folder.path };
      const interrupted = renderProcess.render(job, 60_000, AbortSignal.abort());
      await expect(interrupted).rejects.toMatchObject({ name: 'AbortError' });
      expect(renderProcess.pid).toBeUndefined();
    } finally {
      renderProcess.close();
    }
  });

  itInLongRuns('that is idle ends after a while, and starts again for the next job', async () => {
    await using own = await temporaryFolder('clips-idle');
    const renderProcess = new RenderProcess({ idleMs: 50 });
    const job = { clipId: clipIdOf(NOD, {}), request: NOD, speech: {}, folder: own.path };
    try {
      const sheet = await renderProcess.render(job, 60_000);
      const { pid = 0 } = renderProcess;
      await eventually('its end', () => !isAlive(pid));
      expect(renderProcess.pid).toBeUndefined();
      expect(await renderProcess.render(job, 60_000)).toEqual(sheet);
    } finally {
      renderProcess.close();
    }
  });

  it('reports its error permanently after every attempt failed, until a retry is requested', async () => {
    await using own = await temporaryFolder('clips-failed');
    const library = await openLibrary(own.path);
    const { clipIds, settled } = library.order([LONG], 'now');
    const killed: number[] = [];
    const leave = setInterval(() => {
      const pid = library.renderPid;
      if (pid === undefined || killed.includes(pid)) return;
      killed.push(pid);
      process.kill(pid, 'SIGKILL');
    }, 5);
    await settled;
    clearInterval(leave);
    expect(killed).toHaveLength(3);
    expect(library.progressOf(clipIds).failed).toMatchObject([{ reason: 'render-crashed' }]);
    library.retry(clipIds);
    expect(library.progressOf(clipIds)).toMatchObject({ ready: 0, failed: [] });
    await eventually('another attempt', () => library.progressOf(clipIds).rendering);
  });

  itInLongRuns(
    'ends with the library, even while ffmpeg runs, and the library can be closed twice',
    async () => {
      await using own = await temporaryFolder('clips-closed');
      const library = await openLibrary(own.path);
      const { settled } = library.order([LONG], 'now');
      const pid = await eventually('the render process', () => library.renderPid);
      const ffmpeg = await eventually('ffmpeg', () => childrenOf(pid)[0], 30_000);
      library.close();
      library.close();
      await settled;
      await eventually('the end of both', () => !isAlive(pid) && !isAlive(ffmpeg));
      await eventually('an empty folder', async () => (await temporaryNames(own.path)).length === 0);
      library.order([NOD], 'now');
      expect(library.renderPid).toBeUndefined();
    },
  );

  itInLongRuns('ends with its server, even if that is killed', async () => {
    await using own = await temporaryFolder('clips-orphan');
    const server = new Program({
      command: process.execPath,
      args: ['--input-type=module', '--eval', serverOf(own.path)],
      cwd: path.join(import.meta.dirname, '..', '..'),
    });
    const [, pid] = await server.waitForOutput(/renders in (\d+)/);
    const ffmpeg = await eventually('ffmpeg', () => childrenOf(Number(pid))[0], 30_000);
    await server.kill();
    await eventually('the end of both', () => !isAlive(Number(pid)) && !isAlive(ffmpeg));
    // The next start deletes the unfinished files.
    await openLibrary(own.path);
    expect(await temporaryNames(own.path)).toEqual([]);
  });
});

function serverOf(clips: string): string {
  return `
    import { pino } from 'pino';
    import { ClipLibrary } from './server/features/recruiter/clips/ClipLibrary.ts';
    const logger = pino({ level: 'silent' });
    const library = await ClipLibrary.create({ folder: ${JSON.stringify(clips)}, speech: {}, logger });
    library.order([${JSON.stringify(LONG)}], 'now');
    setInterval(() => library.renderPid && console.log('renders in ' + library.renderPid), 20);
  `;
}

function childrenOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

function temporaryNames(of: string, options?: { recursive: true }): Promise<string[]> {
  return readdir(path.join(of, 'temporary'), options).catch(() => []);
}

describe('a library with a speech service', () => {
  let standIn: StandInSpeechService;

  beforeAll(async () => {
    standIn = await standInSpeechService();
  });
  afterAll(() => standIn[Symbol.asyncDispose]());

  itInLongRuns('uses its voice for lines', async () => {
    await using own = await temporaryFolder('clips-service');
    standIn.answer(speaking());
    const library = await openLibrary(own.path, { service: standIn.service });
    const { clipIds, settled } = library.order([YES], 'now');
    await settled;
    expect(library.progressOf(clipIds)).toEqual({ total: 1, ready: 1, failed: [], fallback: [] });
    expect(standIn.requests.map(({ body }) => body.input)).toEqual(['Yes.']);
    expect((await requireClip(library, library.idOf(YES))).sheet.clipId).toBe(library.idOf(YES));
  });

  it('uses the synthesizer when the service fails, says so, and does not call the service for a while', async () => {
    await using own = await temporaryFolder('clips-fallback');
    standIn.requests.length = 0;
    standIn.answer(status(401));
    const library = await openLibrary(own.path, { service: standIn.service });
    const { clipIds, settled } = library.order([YES, NO], 'now');
    await settled;
    expect(standIn.requests).toHaveLength(1);
    const message = expect.stringContaining('refused');
    expect(library.progressOf(clipIds)).toEqual({
      total: 2,
      ready: 2,
      failed: [],
      fallback: clipIds.map(clipId => ({ clipId, reason: 'speech-refused', message })),
    });
    const stepsIn = await requireClip(library, library.idOf(YES));
    expect(stepsIn.sheet.clipId).toBe(clipIdOf(YES, {}));
    expect(await stepsIn.read()).toHaveLength(stepsIn.sheet.bytes);
    expect((await requireClip(library, stepsIn.sheet.clipId)).sheet).toEqual(stepsIn.sheet);

    standIn.answer(speaking());
    const better = nextOutcome(library);
    library.retry([library.idOf(YES)]);
    // Until then, the interview has a voice.
    expect(library.progressOf([library.idOf(YES)])).toMatchObject({ ready: 1 });
    expect(await better).toEqual([library.idOf(YES), 'ready']);
    expect(library.progressOf(clipIds).fallback).toHaveLength(1);
    expect((await requireClip(library, library.idOf(YES))).sheet.clipId).toBe(library.idOf(YES));
  });
});
