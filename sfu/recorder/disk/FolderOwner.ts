import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import SqliteConnection from 'better-sqlite3';
import { z } from 'zod';

const LOCK_NAME = 'owner.lock';
/** Tells people who has the lock. Whether anybody has it only the lock says. */
const NOTE_NAME = 'owner.json';
const Note = z.object({ pid: z.number().int().positive() });

/** The folder belongs to another process, which lives. */
export class FolderTakenError extends Error {
  /** Absent where it has not been written down. */
  readonly pid: number | undefined;

  constructor(pid: number | undefined) {
    super(`The folder belongs to ${pid === undefined ? 'another process' : `process ${pid}`}.`);
    this.name = 'FolderTakenError';
    this.pid = pid;
  }
}

/**
 * Makes a folder one living process's own. It ends when it is released, or with the process, however that ends: the system itself then gives
 * the lock back, also between containers that share a disk. Node has no call for that, but SQLite locks files so on every system.
 */
export class FolderOwner {
  readonly #lock: SqliteConnection.Database;
  readonly #note: string;

  /** Throws `FolderTakenError`; rejects where the folder cannot be written. */
  static async claim(folder: string): Promise<FolderOwner> {
    const note = path.join(folder, NOTE_NAME);
    const lock = new SqliteConnection(path.join(folder, LOCK_NAME), { timeout: 0 });
    try {
      // Nothing is ever written into it: the transaction is the lock.
      lock.pragma('journal_mode = MEMORY');
      lock.exec('BEGIN IMMEDIATE');
    } catch (error) {
      lock.close();
      if (codeOf(error) === 'SQLITE_BUSY') throw new FolderTakenError(await pidIn(note));
      throw error;
    }
    // Where the disk is full, the recorder says so.
    await writeFile(note, JSON.stringify({ pid: process.pid })).catch(() => undefined);
    return new FolderOwner(lock, note);
  }

  private constructor(lock: SqliteConnection.Database, note: string) {
    this.#lock = lock;
    this.#note = note;
  }

  /** Safe to call twice. The lock's file stays: someone may be about to lock it. */
  async release(): Promise<void> {
    if (!this.#lock.open) return;
    await rm(this.#note, { force: true });
    this.#lock.close();
  }
}

async function pidIn(note: string): Promise<number | undefined> {
  try {
    return Note.parse(JSON.parse(await readFile(note, 'utf8'))).pid;
  } catch {
    return undefined;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
