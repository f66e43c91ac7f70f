import type { CompiledQuery, DatabaseConnection, Driver, QueryResult, TransactionSettings } from 'kysely';
import type { ConnectionPermits, Permit } from './ConnectionPermits.ts';
import { typed } from './databaseErrors.ts';

const STATEMENT_LENGTH_MAX = 200;

/**
 * Wraps a driver so that a statement waits for a permit before it uses a connection, and rejects with
 * `unavailable` when the database is unreachable or closed.
 */
export class LimitedDriver implements Driver {
  readonly #inner: Driver;
  readonly #permits: ConnectionPermits;
  readonly #check: () => void;

  /** `check` runs in the caller's async context before each use of a connection. */
  constructor(inner: Driver, permits: ConnectionPermits, check: () => void) {
    this.#inner = inner;
    this.#permits = permits;
    this.#check = check;
  }

  init(): Promise<void> {
    return this.#inner.init();
  }

  /** Returns a connection that takes its permit at its first statement, so that the permit can be named after it. */
  async acquireConnection(): Promise<DatabaseConnection> {
    this.#check();
    return new LimitedConnection(this.#inner, this.#permits);
  }

  async beginTransaction(connection: LimitedConnection, settings: TransactionSettings): Promise<void> {
    await typed(this.#inner.beginTransaction(await connection.open('begin'), settings));
  }

  async commitTransaction(connection: LimitedConnection): Promise<void> {
    await typed(this.#inner.commitTransaction(await connection.open('commit')));
  }

  async rollbackTransaction(connection: LimitedConnection): Promise<void> {
    await typed(this.#inner.rollbackTransaction(await connection.open('rollback')));
  }

  releaseConnection(connection: LimitedConnection): Promise<void> {
    return connection.release();
  }

  destroy(): Promise<void> {
    return this.#inner.destroy();
  }
}

class LimitedConnection implements DatabaseConnection {
  readonly #driver: Driver;
  readonly #permits: ConnectionPermits;
  #permit: Permit | undefined;
  #inner: DatabaseConnection | undefined;

  constructor(driver: Driver, permits: ConnectionPermits) {
    this.#driver = driver;
    this.#permits = permits;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const connection = await this.open(query.sql);
    return typed(connection.executeQuery<R>(query));
  }

  async *streamQuery<R>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<R>> {
    const connection = await this.open(query.sql);
    yield* connection.streamQuery<R>(query, chunkSize);
  }

  /** Returns the connection that is about to run `sql`. */
  async open(sql: string): Promise<DatabaseConnection> {
    // Values are parameters, so the text of a statement contains no personal data.
    const statement = sql.slice(0, STATEMENT_LENGTH_MAX);
    this.#permit ??= await this.#permits.take(statement);
    this.#permit.statement = statement;
    this.#inner ??= await typed(this.#driver.acquireConnection());
    return this.#inner;
  }

  async release(): Promise<void> {
    try {
      if (this.#inner) await this.#driver.releaseConnection(this.#inner);
    } finally {
      this.#permit?.[Symbol.dispose]();
    }
  }
}
