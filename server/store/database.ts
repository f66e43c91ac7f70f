import { setTimeout as delay } from 'node:timers/promises';
import { CamelCasePlugin, type Dialect, Kysely, sql } from 'kysely';
import { AppError } from '../../shared/errors.ts';
import type { Tables } from './schema.ts';

const WIPE_PATIENCE_MS = 2_000;
const WIPE_RETRY_MS = 20;

export type DatabaseKind = 'sqlite' | 'postgres';

/** An open database, whichever it is. Ended by `close()`, which is safe twice. */
export class Database {
  readonly kind: DatabaseKind;
  readonly kysely: Kysely<Tables>;
  #closed: Promise<void> | undefined;

  constructor(kind: DatabaseKind, dialect: Dialect) {
    this.kind = kind;
    this.kysely = new Kysely<Tables>({
      dialect,
      plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
    });
  }

  /** Whether the database answers. Never rejects. */
  async answers(): Promise<boolean> {
    try {
      await sql`select 1`.execute(this.kysely);
      return true;
    } catch {
      // The caller wants a fact for a readiness page; the reason shows up wherever the database is really used.
      return false;
    }
  }

  /**
   * Resolves once nothing that was deleted before stands in SQLite's files any more. Rejects with `unavailable` while someone reads what
   * was there. PostgreSQL writes over deleted rows when it cleans up by itself; its backups and its own log are their keeper's.
   */
  async wipeDeleted(): Promise<void> {
    if (this.kind !== 'sqlite') return;
    const giveUpAt = performance.now() + WIPE_PATIENCE_MS;
    // The write-ahead log holds pages as they were before the deletion.
    while (!(await this.#emptyLog())) {
      if (performance.now() > giveUpAt) throw AppError.unavailable('The database is being read.');
      await delay(WIPE_RETRY_MS);
    }
  }

  async #emptyLog(): Promise<boolean> {
    const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(this.kysely);
    return rows[0]?.busy === 0;
  }

  close(): Promise<void> {
    this.#closed ??= this.kysely.destroy();
    return this.#closed;
  }
}
