import type { Database as SqliteConnection, Statement } from 'better-sqlite3';
import type { SqliteDatabase } from 'kysely';

/** Far more than the queries of this program; those with lists of varying length make up the rest. */
const STATEMENTS_MAX = 300;

/** A connection that compiles each text of SQL once instead of at every use. Used statements stay, the oldest go. */
export function cachedStatements(connection: SqliteConnection): SqliteDatabase {
  const statements = new Map<string, Statement>();
  return {
    prepare(text) {
      const statement = statements.get(text) ?? connection.prepare(text);
      // A Map keeps the order of insertion, so inserting again makes the first the one unused for longest.
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
