import path from 'node:path';
import SqliteConnection from 'better-sqlite3';
import { makeFolder } from '../makeFolder.ts';
import { StartupError } from '../startupErrors.ts';
import { Database } from './database.ts';
import { SharedSqliteDialect } from './sqliteDialect.ts';

/** How long opening waits for another process that opens the same file. */
const OPEN_TIMEOUT_MS = 5_000;

/** Opens, and makes where missing, the file. Every commit is on the disk before it is acknowledged. */
export function openSqlite(file: string): Database {
  const connection = openFile(file);
  return new Database('sqlite', new SharedSqliteDialect(connection), async () => {
    connection.close();
  });
}

function openFile(file: string): SqliteConnection.Database {
  try {
    makeFolder(path.dirname(file));
    const connection = new SqliteConnection(file, { timeout: OPEN_TIMEOUT_MS });
    connection.pragma('journal_mode = WAL');
    connection.pragma('synchronous = FULL');
    connection.pragma('foreign_keys = ON');
    // What is deleted is written over, and not only given up.
    connection.pragma('secure_delete = ON');
    // From here on the dialect waits for a busy file, without stopping the process.
    connection.pragma('busy_timeout = 0');
    return connection;
  } catch (error) {
    throw StartupError.dataDir(path.dirname(file), error);
  }
}
