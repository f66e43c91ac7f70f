import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import {
  CamelCasePlugin,
  type Dialect,
  Kysely,
  type KyselyConfig,
  type RawBuilder,
  sql,
  type Transaction,
  type TransactionBuilder,
} from 'kysely';
import { AppError } from '../../shared/errors.ts';
import { ConnectionPermits, type LateStatement } from './ConnectionPermits.ts';
import { LimitedDriver } from './LimitedDriver.ts';
import type { Tables } from './schema.ts';

const WIPE_PATIENCE_MS = 2_000;
const WIPE_RETRY_MS = 20;

export type DatabaseKind = 'sqlite' | 'postgres';

export interface DatabaseOptions {
  /** Makes a statement on the database inside a transaction throw `StatementOutsideTransaction`. Default: true. */
  checked?: boolean;
  /** Is told when a statement gave up waiting for a connection. */
  onLate?: (late: LateStatement) => void;
}

export interface DatabaseParts {
  readonly dialect: Dialect;
  /** How many connections the dialect has. */
  readonly connections: number;
  /** Closes the connections of the dialect. */
  readonly close: () => Promise<void>;
  /** Returns whether the database server refuses new connections. Absent for a database without a server. */
  readonly isDown?: () => Promise<boolean>;
}

/** A transaction would wait for this statement, which waits for a connection that the transaction holds. */
export class StatementOutsideTransaction extends Error {
  constructor() {
    super('A statement inside a transaction must use the transaction instead of the database.');
  }
}

/**
 * A SQLite or PostgreSQL database. Queries reject with `unavailable` when it is unreachable or closed, or when
 * no connection is free for 5 s.
 */
export class Database {
  readonly kind: DatabaseKind;
  readonly kysely: Kysely<Tables>;
  readonly #parts: DatabaseParts;
  #closed: Promise<void> | undefined;

  constructor(kind: DatabaseKind, parts: DatabaseParts, { checked = true, onLate }: DatabaseOptions = {}) {
    this.kind = kind;
    this.#parts = parts;
    const { dialect } = parts;
    const permits = new ConnectionPermits(parts.connections, late => onLate?.(late));
    const inTransaction = new AsyncLocalStorage<{ isOpen: boolean }>();
    const check = () => {
      if (checked && inTransaction.getStore()?.isOpen) throw new StatementOutsideTransaction();
    };
    const config: KyselyConfig = {
      dialect: {
        createDriver: () => new LimitedDriver(dialect.createDriver(), permits, check),
        createAdapter: () => dialect.createAdapter(),
        createQueryCompiler: () => dialect.createQueryCompiler(),
        createIntrospector: kysely => dialect.createIntrospector(kysely),
      },
      plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
    };
    this.kysely = checked ? new CheckedKysely(config, inTransaction) : new Kysely(config);
  }

  /** Returns whether the database answers a query. Never rejects. */
  async answers(): Promise<boolean> {
    try {
      await sql`select 1`.execute(this.kysely);
      return true;
    } catch {
      return false;
    }
  }

  /** Returns whether the database server refuses new connections. Never rejects. */
  async isDown(): Promise<boolean> {
    return (await this.#parts.isDown?.()) ?? false;
  }

  /** Erases deleted data from SQLite's files. Rejects with `unavailable` if long reads prevent it. */
  async wipeDeleted(): Promise<void> {
    if (this.kind !== 'sqlite') return;
    const giveUpAt = performance.now() + WIPE_PATIENCE_MS;
    // The write-ahead log contains the deleted data until the log is emptied.
    while (!(await this.#emptyLog())) {
      if (performance.now() > giveUpAt) throw AppError.unavailable('database-unavailable');
      await delay(WIPE_RETRY_MS);
    }
  }

  async #emptyLog(): Promise<boolean> {
    const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(this.kysely);
    return rows[0]?.busy === 0;
  }

  /** Closes without `Kysely.destroy()`, after which queries would reject with an untyped error. */
  close(): Promise<void> {
    this.#closed ??= this.#parts.close();
    return this.#closed;
  }
}

/** Marks the async context of each transaction. */
class CheckedKysely extends Kysely<Tables> {
  readonly #inTransaction: AsyncLocalStorage<{ isOpen: boolean }>;

  constructor(config: KyselyConfig, inTransaction: AsyncLocalStorage<{ isOpen: boolean }>) {
    super(config);
    this.#inTransaction = inTransaction;
  }

  override transaction(): TransactionBuilder<Tables> {
    const builder = super.transaction();
    const execute = builder.execute.bind(builder);
    builder.execute = run => execute(transaction => this.#mark(() => run(transaction)));
    return builder;
  }

  /** Ends the mark with the transaction, because work that it started may go on in the same context. */
  async #mark<T>(run: () => Promise<T>): Promise<T> {
    const mark = { isOpen: true };
    try {
      return await this.#inTransaction.run(mark, run);
    } finally {
      mark.isOpen = false;
    }
  }
}

export abstract class DatabaseStore {
  protected readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  protected get kysely(): Kysely<Tables> {
    return this.database.kysely;
  }

  /** SQL for the database's time in epoch milliseconds. All servers share this clock. */
  protected get now(): RawBuilder<number> {
    return this.database.kind === 'sqlite'
      ? sql<number>`cast(unixepoch('subsec') * 1000 as integer)`
      : sql<number>`cast(extract(epoch from clock_timestamp()) * 1000 as bigint)`;
  }

  protected before(ms: number): RawBuilder<number> {
    return sql<number>`${this.now} - ${sql.lit(ms)}`;
  }

  protected inTransaction<T>(run: (transaction: Transaction<Tables>) => Promise<T>): Promise<T> {
    return this.kysely.transaction().execute(run);
  }
}
