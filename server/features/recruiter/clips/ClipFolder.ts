import { createHash, randomUUID } from 'node:crypto';
import { open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { type ClipId, ClipSheet } from '../../../../shared/recruiter/clip.ts';
import { makeFolder } from '../../../makeFolder.ts';
import { CLIP_FILE } from './clipRequest.ts';

const TEMPORARY = 'temporary';
/** Age at which other machines' temporary files are deleted. (Their processes cannot be checked.) */
const TEMPORARY_MAX_AGE_MS = 2 * 60 * 60 * 1_000;
const DAMAGED_MAX_AGE_MS = 7 * 24 * 60 * 60 * 1_000;
const DAMAGED = '.damaged';
/** Unique for each process. A process id isn't, because in containers every server is process 1. */
const OWN_PREFIX = `${hostname()}.${process.pid}.${randomUUID()}.`;

/**
 * Folder of clips: `<two hex digits>/<clipId>.webm`, with a data sheet in `.json`. A clip exists if its sheet
 * exists, so the sheet is written last. Files are renamed into place, because other processes and machines
 * may share the folder and must never see a partial file. Throws file system errors, except in lookups.
 */
export class ClipFolder {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Returns the sheet of a complete clip. Unreadable sheets count as absent. */
  async findSheet(clipId: ClipId): Promise<ClipSheet | undefined> {
    try {
      const sheet = ClipSheet.parse(JSON.parse(await readFile(this.#path(clipId, '.json'), 'utf8')));
      const { size } = await stat(this.#path(clipId, '.webm'));
      return sheet.clipId === clipId && size === sheet.bytes ? sheet : undefined;
    } catch {
      return undefined;
    }
  }

  async readIntact({ clipId, fileSha256 }: ClipSheet): Promise<Uint8Array | undefined> {
    try {
      const bytes = await readFile(this.#path(clipId, '.webm'));
      return createHash('sha256').update(bytes).digest('hex') === fileSha256 ? bytes : undefined;
    } catch {
      return undefined;
    }
  }

  /** Renames a damaged clip, so that it can still be inspected. */
  async setAside(clipId: ClipId): Promise<void> {
    for (const ending of ['.json', '.webm']) {
      const file = this.#path(clipId, ending);
      await rename(file, `${file}${DAMAGED}`).catch(error => {
        // Another process may have renamed it first.
        if (error.code !== 'ENOENT') throw error;
      });
    }
  }

  /** Deletes the sheet first, because a clip without a sheet does not exist. */
  async remove(clipId: ClipId): Promise<void> {
    for (const ending of ['.json', '.webm', `.json${DAMAGED}`, `.webm${DAMAGED}`])
      await rm(this.#path(clipId, ending), { force: true });
  }

  async makeTemporary(): Promise<string> {
    const folder = path.join(this.#folder, TEMPORARY, `${OWN_PREFIX}${randomUUID()}`);
    makeFolder(folder);
    return folder;
  }

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

function isAbandoned(name: string): boolean {
  const [pid = Number.NaN, host] = [Number(name.split('.').at(-3)), name.split('.').slice(0, -3).join('.')];
  if (host !== hostname() || !Number.isInteger(pid) || name.startsWith(OWN_PREFIX)) return false;
  if (pid === process.pid) return true;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    // The error is `EPERM` if the process exists but belongs to another user.
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
