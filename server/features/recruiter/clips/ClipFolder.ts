import { createHash, randomUUID } from 'node:crypto';
import { open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { type ClipId, ClipSheet } from '../../../../shared/recruiter/clip.ts';
import { makeFolder } from '../../../makeFolder.ts';
import { CLIP_FILE } from './clipRequest.ts';

const TEMPORARY = 'temporary';
/** Longer than anything temporary is needed. Of other machines' processes it cannot be asked whether they still live. */
const TEMPORARY_MAX_AGE_MS = 2 * 60 * 60 * 1_000;
const DAMAGED_MAX_AGE_MS = 7 * 24 * 60 * 60 * 1_000;
const DAMAGED = '.damaged';
/** A number is not enough to know oneself by: in a container every server is process 1. */
const OWN_PREFIX = `${hostname()}.${process.pid}.${randomUUID()}.`;

/**
 * Where clips are kept: `<two hex>/<clipId>.webm` and beside it the sheet, `.json`. A clip is there when its sheet is: that is written
 * last. Everything is written under another name first, so that no process, here or on another machine that shares the folder, ever
 * sees half of it. Throws what the file system says, except where looking.
 */
export class ClipFolder {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The sheet of a clip that is there. One that cannot be read counts as absent, and so does a clip whose file is not there. */
  async findSheet(clipId: ClipId): Promise<ClipSheet | undefined> {
    try {
      const sheet = ClipSheet.parse(JSON.parse(await readFile(this.#path(clipId, '.json'), 'utf8')));
      const { size } = await stat(this.#path(clipId, '.webm'));
      return sheet.clipId === clipId && size === sheet.bytes ? sheet : undefined;
    } catch {
      return undefined;
    }
  }

  /** Undefined where the file is gone or not what it was. */
  async readIntact({ clipId, fileSha256 }: ClipSheet): Promise<Uint8Array | undefined> {
    try {
      const bytes = await readFile(this.#path(clipId, '.webm'));
      return createHash('sha256').update(bytes).digest('hex') === fileSha256 ? bytes : undefined;
    } catch {
      return undefined;
    }
  }

  /** It is not found there any more, but may still be asked about. */
  async setAside(clipId: ClipId): Promise<void> {
    for (const ending of ['.json', '.webm']) {
      const file = this.#path(clipId, ending);
      await rename(file, `${file}${DAMAGED}`).catch(error => {
        // Someone else may have been faster.
        if (error.code !== 'ENOENT') throw error;
      });
    }
  }

  /** The sheet first: what has none is not there for anybody. */
  async remove(clipId: ClipId): Promise<void> {
    for (const ending of ['.json', '.webm', `.json${DAMAGED}`, `.webm${DAMAGED}`])
      await rm(this.#path(clipId, ending), { force: true });
  }

  /** A folder of its own on the same file system, to be removed by the caller. */
  async makeTemporary(): Promise<string> {
    const folder = path.join(this.#folder, TEMPORARY, `${OWN_PREFIX}${randomUUID()}`);
    makeFolder(folder);
    return folder;
  }

  /** Takes over the clip that was rendered into a temporary folder. */
  async publish(temporary: string, sheet: ClipSheet): Promise<void> {
    const written = path.join(temporary, 'sheet.json');
    const handle = await open(written, 'w');
    try {
      await handle.writeFile(JSON.stringify(sheet));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await moveSynced(path.join(temporary, CLIP_FILE), this.#path(sheet.clipId, '.webm'));
    await rename(written, this.#path(sheet.clipId, '.json'));
  }

  /** Removes what processes left behind that were ended in the middle. */
  async sweep(): Promise<void> {
    const now = Date.now();
    for (const name of await list(path.join(this.#folder, TEMPORARY))) {
      const file = path.join(this.#folder, TEMPORARY, name);
      if (isAbandoned(name) || (await ageMs(file, now)) > TEMPORARY_MAX_AGE_MS)
        await rm(file, { recursive: true, force: true });
    }
    for (const part of await list(this.#folder)) {
      if (!/^[0-9a-f]{2}$/.test(part)) continue;
      const names = new Set(await list(path.join(this.#folder, part)));
      for (const name of names) {
        const limitMs = name.endsWith(DAMAGED) ? DAMAGED_MAX_AGE_MS : TEMPORARY_MAX_AGE_MS;
        const isOrphan = name.endsWith('.webm') && !names.has(name.replace(/webm$/, 'json'));
        const file = path.join(this.#folder, part, name);
        if ((isOrphan || name.endsWith(DAMAGED)) && (await ageMs(file, now)) > limitMs)
          await rm(file, { force: true });
      }
    }
  }

  #path(clipId: ClipId, ending: string): string {
    return path.join(this.#folder, clipId.slice(0, 2), `${clipId}${ending}`);
  }
}

/** The file is on the disk, whole, before it gets its name. */
export async function moveSynced(from: string, to: string): Promise<void> {
  const handle = await open(from, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
  makeFolder(path.dirname(to));
  await rename(from, to);
}

/** Whether a temporary folder belonged to a process of this machine that is gone. */
function isAbandoned(name: string): boolean {
  const [pid = Number.NaN, host] = [Number(name.split('.').at(-3)), name.split('.').slice(0, -3).join('.')];
  if (host !== hostname() || !Number.isInteger(pid) || name.startsWith(OWN_PREFIX)) return false;
  if (pid === process.pid) return true;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    // Others' processes answer that we may not ask.
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

async function list(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}

async function ageMs(file: string, now: number): Promise<number> {
  return stat(file).then(
    ({ mtimeMs }) => now - mtimeMs,
    () => 0,
  );
}
