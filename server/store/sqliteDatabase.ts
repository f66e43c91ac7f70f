import { mkdirSync } from 'node:fs';
import path from 'node:path';
import SqliteConnection from 'better-sqlite3';
import { SqliteDialect } from 'kysely';
import { StartupError } from '../startupErrors.ts';
import { Database } from './database.ts';

/** How long a write waits for another process on the same file. */
const BUSY_TIMEOUT_MS = 5_000;

/** Opens, and makes where missing, the file. Every commit is on the disk before it is acknowledged. */
export function openSqlite(file: string): Database {
  return new Database('sqlite', new SqliteDialect({ database: openFile(file) }));
}

function openFile(file: string): SqliteConnection.Database {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    const connection = new SqliteConnection(file, { timeout: BUSY_TIMEOUT_MS });
    connection.pragma('journal_mode = WAL');
    connection.pragma('synchronous = FULL');
    connection.pragma('foreign_keys = ON');
    return connection;
  } catch (error) {
    throw StartupError.dataDir(path.dirname(file), error);
  }
}
