import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import SqliteConnection from 'better-sqlite3';
import { z } from 'zod';

const LOCK_NAME = 'owner.lock';
/** File that tells people which process owns the folder. The sfu itself checks only the lock. */
const NOTE_NAME = 'owner.json';
const Note = z.object({ pid: z.number().int().positive() });

export class FolderTakenError extends Error {
  readonly pid: number | undefined;

  constructor(pid: number | undefined) {
    super(`The folder belongs to ${pid === undefined ? 'another process' : `process ${pid}`}.`);
    this.name = 'FolderTakenError';
    this.pid = pid;
  }
}

/**
 * Makes a folder exclusive to one process, even if containers share the disk. The system releases the lock
 * when the process ends for any reason. Node has no file locks, but SQLite locks files on every system.
 */
export class FolderOwner {
  readonly #lock: SqliteConnection.Database;
  readonly #note: string;

  /** Locks the folder. Rejects with `FolderTakenError` if it is taken, or SQLite's error if not writable. */
  static async claim(folder: string): Promise<FolderOwner> {
    const note = path.join(folder, NOTE_NAME);
    const lock = new SqliteConnection(path.join(folder, LOCK_NAME), { timeout: 0 });
    try {
      // Locks the file by opening a transaction, which stays open and writes nothing.
      lock.pragma('journal_mode = MEMORY');
      lock.exec('BEGIN IMMEDIATE');
    } catch (error) {
      lock.close();
      if (codeOf(error) === 'SQLITE_BUSY') throw new FolderTakenError(await pidIn(note));
      throw error;
    }
    // Ignores a failure to write the note. If the disk is full, the recorder reports it.
    await writeFile(note, JSON.stringify({ pid: process.pid })).catch(() => undefined);
    return new FolderOwner(lock, note);
  }

  private constructor(lock: SqliteConnection.Database, note: string) {
    this.#lock = lock;
    this.#note = note;
  }

  /** Unlocks the folder. Keeps the lock file, which another process may be locking. Safe to call twice. */
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
