import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import SqliteConnection from 'better-sqlite3';
import {
  CompiledQuery,
  type DatabaseConnection,
  type DialectAdapter,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
} from 'kysely';
import { makeFolder } from '../makeFolder.ts';
import { StartupError } from '../startupErrors.ts';
import { systemErrorCode } from '../systemErrorCode.ts';
import { Database, type DatabaseOptions } from './database.ts';

const OPEN_TIMEOUT_MS = 5_000;

/** Opens the file, and creates it when it is missing. Every commit is on disk before it is acknowledged. */
export function openSqlite(file: string, options?: DatabaseOptions): Database {
  const connection = openFile(file);
  const dialect = new SharedSqliteDialect(connection);
  const close = async () => {
    connection.close();
  };
  return new Database('sqlite', { dialect, connections: 1, close }, options);
}

function openFile(file: string): SqliteConnection.Database {
  try {
    makeFolder(path.dirname(file));
    const connection = new SqliteConnection(file, { timeout: OPEN_TIMEOUT_MS });
    connection.pragma('journal_mode = WAL');
    connection.pragma('synchronous = FULL');
    connection.pragma('foreign_keys = ON');
    // Makes SQLite overwrite deleted data.
    connection.pragma('secure_delete = ON');
    // Turns off SQLite's waiting for locks, which blocks the process. The dialect waits with a timer instead.
    connection.pragma('busy_timeout = 0');
    return connection;
  } catch (error) {
    throw StartupError.dataDir(path.dirname(file), error);
  }
}

const PATIENCE_MS = 5_000;
const RETRY_MS = 3;

/** Takes the write lock at the start of a transaction. Waits with a timer, to not block the process. */
class SharedSqliteDialect extends SqliteDialect {
  readonly #connection: SqliteConnection.Database;
  readonly #database: SqliteDatabase;

  constructor(connection: SqliteConnection.Database) {
    const database = cachedStatements(connection);
    super({ database });
    this.#connection = connection;
    this.#database = database;
  }

  override createAdapter(): DialectAdapter {
    return new SharedSqliteAdapter();
  }

  override createDriver(): Driver {
    return new SharedSqliteDriver(this.#connection, this.#database);
  }
}

/** Turns off Kysely's own wait for the one connection, which has no limit. The permits are the wait. */
class SharedSqliteAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

class SharedSqliteDriver extends SqliteDriver {
  readonly #connection: SqliteConnection.Database;

  constructor(connection: SqliteConnection.Database, database: SqliteDatabase) {
    super({ database });
    this.#connection = connection;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    return new PatientConnection(await super.acquireConnection());
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  /** Skips the rollback if SQLite did it already, as on a full disk. A second one would hide the error. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#connection.inTransaction) await super.rollbackTransaction(connection);
  }
}

class PatientConnection implements DatabaseConnection {
  readonly #inner: DatabaseConnection;

  constructor(inner: DatabaseConnection) {
    this.#inner = inner;
  }

  /** Retries statements that found the file locked, because such statements have changed nothing. */
  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const giveUpAt = performance.now() + PATIENCE_MS;
    for (;;) {
      try {
        return await this.#inner.executeQuery<R>(query);
      } catch (error) {
        if (!isBusy(error) || performance.now() > giveUpAt) throw error;
        await delay(RETRY_MS);
      }
    }
  }

  streamQuery<R>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<R>> {
    return this.#inner.streamQuery<R>(query, chunkSize);
  }
}

function isBusy(error: unknown): boolean {
  return systemErrorCode(error) === 'SQLITE_BUSY';
}

/** Size of the statement cache. A query with a list has a different SQL text for each length of the list. */
const STATEMENTS_MAX = 300;

/** Compiles each SQL text once instead of at every use. Drops the statement that was unused for longest. */
function cachedStatements(connection: SqliteConnection.Database): SqliteDatabase {
  const statements = new Map<string, SqliteConnection.Statement>();
  return {
    prepare(text) {
      const statement = statements.get(text) ?? connection.prepare(text);
      // A Map keeps insertion order, so that the first key is the one unused for longest.
      statements.delete(text);
      statements.set(text, statement);
      const [oldest] = statements.keys();
      if (statements.size > STATEMENTS_MAX && oldest !== undefined) statements.delete(oldest);
      return statement;
    },
    close() {
      statements.clear();
      connection.close();
    },
  };
}
