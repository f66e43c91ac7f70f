import { CamelCasePlugin, type Dialect, Kysely, sql } from 'kysely';
import type { Tables } from './schema.ts';

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

  close(): Promise<void> {
    this.#closed ??= this.kysely.destroy();
    return this.#closed;
  }
}
