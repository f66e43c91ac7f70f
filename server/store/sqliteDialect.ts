import { setTimeout as delay } from 'node:timers/promises';
import type { Database as SqliteConnection } from 'better-sqlite3';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
} from 'kysely';
import { cachedStatements } from './cachedStatements.ts';

/** How long a statement waits for another connection's write. */
const PATIENCE_MS = 5_000;
const RETRY_MS = 3;

/**
 * kysely's SQLite, for a file that several connections may write. Transactions take the write lock when they begin, so
 * that what they read stays true; and a busy file is waited for with a timer, where SQLite's own busy timeout would
 * stop the whole process meanwhile.
 */
export class SharedSqliteDialect extends SqliteDialect {
  readonly #connection: SqliteConnection;
  readonly #database: SqliteDatabase;

  constructor(connection: SqliteConnection) {
    const database = cachedStatements(connection);
    super({ database });
    this.#connection = connection;
    this.#database = database;
  }

  override createDriver(): Driver {
    return new SharedSqliteDriver(this.#connection, this.#database);
  }
}

class SharedSqliteDriver extends SqliteDriver {
  readonly #connection: SqliteConnection;

  constructor(connection: SqliteConnection, database: SqliteDatabase) {
    super({ database });
    this.#connection = connection;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    return new PatientConnection(await super.acquireConnection());
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  /** On a full disk SQLite has rolled back by itself; a second time would fail and hide the reason. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#connection.inTransaction) await super.rollbackTransaction(connection);
  }
}

class PatientConnection implements DatabaseConnection {
  readonly #inner: DatabaseConnection;

  constructor(inner: DatabaseConnection) {
    this.#inner = inner;
  }

  /** A statement that found the file busy has done nothing, so it can be run again. */
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
  return error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY';
}
