import { randomUUID } from 'node:crypto';
import { link, readFile, readlink, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';

/** A process, told from every other on this machine. */
const Owner = z.object({
  pid: z.number().int().positive(),
  /** In clock ticks since the machine started; absent where the system does not say. A number that is used again has another one. */
  startTime: z.string().optional(),
  /** Containers count processes by themselves: a number says nothing to a process of another one. */
  pidNamespace: z.string().optional(),
});
type Owner = z.infer<typeof Owner>;

const FILE_NAME = 'owner.json';
/** How often an owner shows that it lives, to those who cannot see its process. */
const BEAT_MS = 1_000;
const DEAD_AFTER_MS = 4_000;
const ATTEMPTS_MAX = 5;
/** Where things are in `/proc/<pid>/stat`, counted behind the name, which may hold spaces. */
const STATE_FIELD = 0;
const START_TIME_FIELD = 19;
/** Ended, though nobody has asked how. */
const DEAD_STATES = ['Z', 'X'];

/** The folder belongs to another process, which lives. */
export class FolderTakenError extends Error {
  readonly pid: number;

  constructor(pid: number) {
    super(`The folder belongs to process ${pid}.`);
    this.name = 'FolderTakenError';
    this.pid = pid;
  }
}

/**
 * Makes a folder one living process's own, by a file in it. What a dead one leaves behind is taken over. It ends when it is released.
 */
export class FolderOwner {
  readonly #file: string;
  readonly #beat: NodeJS.Timeout;

  /** Throws `FolderTakenError`. An owner in another container shows that it lives within `deadAfterMs`. */
  static async claim(folder: string, deadAfterMs = DEAD_AFTER_MS): Promise<FolderOwner> {
    const file = path.join(folder, FILE_NAME);
    const own = JSON.stringify(await ownIdentity());
    // Made whole beside it and then linked, so that nobody ever sees half an owner.
    const draft = path.join(folder, `${FILE_NAME}.${randomUUID()}`);
    await writeFile(draft, own, { flag: 'wx' });
    try {
      for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt += 1) {
        if (await isLinked(draft, file)) return new FolderOwner(file);
        await removeDead(file, deadAfterMs);
      }
      // Others claim it at the same time, and one of them has it.
      throw new FolderTakenError((await readOwner(file))?.pid ?? 0);
    } finally {
      await rm(draft, { force: true });
    }
  }

  private constructor(file: string) {
    this.#file = file;
    this.#beat = setInterval(() => {
      const now = new Date();
      // Where the disk is full or broken, that is told by whoever records.
      utimes(file, now, now).catch(() => undefined);
    }, BEAT_MS).unref();
  }

  /** Safe to call twice. */
  async release(): Promise<void> {
    clearInterval(this.#beat);
    await rm(this.#file, { force: true });
  }
}

async function isLinked(draft: string, file: string): Promise<boolean> {
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Throws `FolderTakenError` where its owner lives. */
async function removeDead(file: string, deadAfterMs: number): Promise<void> {
  const owner = await readOwner(file);
  if (owner && (await isAlive(owner, file, deadAfterMs))) throw new FolderTakenError(owner.pid);
  // Another process may have taken it over at this very moment. By a new name it is looked at once more before it goes.
  const aside = `${file}.${randomUUID()}`;
  try {
    await rename(file, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  const moved = await readOwner(aside);
  if (moved && !isSame(moved, owner)) await link(aside, file).catch(() => undefined);
  await rm(aside, { force: true });
}

/** Undefined where there is none, or nothing that can be read. */
async function readOwner(file: string): Promise<Owner | undefined> {
  try {
    return Owner.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return undefined;
  }
}

async function isAlive(owner: Owner, file: string, deadAfterMs: number): Promise<boolean> {
  if (owner.pidNamespace !== (await ownPidNamespace())) return beats(file, deadAfterMs);
  const startTime = await startTimeOf(owner.pid);
  if (startTime !== undefined || owner.startTime !== undefined) return startTime === owner.startTime;
  try {
    process.kill(owner.pid, 0);
    return true;
  } catch (error) {
    // It lives, but is not ours to signal.
    return codeOf(error) === 'EPERM';
  }
}

/** Whether it goes on showing that it lives. */
async function beats(file: string, forMs: number): Promise<boolean> {
  const before = await changedAt(file);
  const waitedFrom = performance.now();
  while (performance.now() - waitedFrom < forMs) {
    await delay(BEAT_MS / 4);
    const now = await changedAt(file);
    if (now !== before) return now !== undefined;
  }
  return false;
}

async function changedAt(file: string): Promise<number | undefined> {
  const found = await stat(file).catch(() => undefined);
  return found?.mtimeMs;
}

async function ownIdentity(): Promise<Owner> {
  const startTime = await startTimeOf(process.pid);
  const pidNamespace = await ownPidNamespace();
  return {
    pid: process.pid,
    ...(startTime === undefined ? {} : { startTime }),
    ...(pidNamespace === undefined ? {} : { pidNamespace }),
  };
}

function ownPidNamespace(): Promise<string | undefined> {
  return readlink('/proc/self/ns/pid').catch(() => undefined);
}

/** Undefined where there is no such process, or where the system does not say. */
async function startTimeOf(pid: number): Promise<string | undefined> {
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  const fields = line?.slice(line.lastIndexOf(')') + 2).split(' ');
  return DEAD_STATES.includes(fields?.[STATE_FIELD] ?? '') ? undefined : fields?.[START_TIME_FIELD];
}

function isSame(one: Owner, other: Owner | undefined): boolean {
  return (
    one.pid === other?.pid && one.startTime === other.startTime && one.pidNamespace === other.pidNamespace
  );
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
