import { setTimeout as delay } from 'node:timers/promises';
import { CamelCasePlugin, type Dialect, Kysely, type RawBuilder, sql, type Transaction } from 'kysely';
import { AppError } from '../../shared/errors.ts';
import { TypedErrorDriver } from './databaseErrors.ts';
import type { Tables } from './schema.ts';

const WIPE_PATIENCE_MS = 2_000;
const WIPE_RETRY_MS = 20;

export type DatabaseKind = 'sqlite' | 'postgres';

/** A SQLite or PostgreSQL database. Queries reject with `unavailable` when it is unreachable or closed. */
export class Database {
  readonly kind: DatabaseKind;
  readonly kysely: Kysely<Tables>;
  readonly #close: () => Promise<void>;
  #closed: Promise<void> | undefined;

  /** `close` closes the connections of the dialect. */
  constructor(kind: DatabaseKind, dialect: Dialect, close: () => Promise<void>) {
    this.kind = kind;
    this.#close = close;
    this.kysely = new Kysely<Tables>({
      dialect: {
        createDriver: () => new TypedErrorDriver(dialect.createDriver()),
        createAdapter: () => dialect.createAdapter(),
        createQueryCompiler: () => dialect.createQueryCompiler(),
        createIntrospector: kysely => dialect.createIntrospector(kysely),
      },
      plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
    });
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
    this.#closed ??= this.#close();
    return this.#closed;
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
