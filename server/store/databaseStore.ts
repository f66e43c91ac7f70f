import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely';
import type { Database } from './database.ts';
import type { Tables } from './schema.ts';

/** Base class of the stores. Their methods reject with `unavailable` when the database cannot be reached. */
export abstract class DatabaseStore {
  protected readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  protected get kysely(): Kysely<Tables> {
    return this.database.kysely;
  }

  /** Current time of the database in epoch milliseconds: the one clock that all servers share. */
  protected get now(): RawBuilder<number> {
    return this.database.kind === 'sqlite'
      ? sql<number>`cast(unixepoch('subsec') * 1000 as integer)`
      : sql<number>`cast(extract(epoch from clock_timestamp()) * 1000 as bigint)`;
  }

  /** Time of the database a number of milliseconds ago. */
  protected before(ms: number): RawBuilder<number> {
    return sql<number>`${this.now} - ${sql.lit(ms)}`;
  }

  /** Commits what `run` writes, or rolls it back when `run` rejects. */
  protected inTransaction<T>(run: (transaction: Transaction<Tables>) => Promise<T>): Promise<T> {
    return this.kysely.transaction().execute(run);
  }
}
