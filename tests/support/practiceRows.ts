import { sql } from 'kysely';
import type { Store } from '../../server/store/store.ts';

/** Receipts remain after a deletion. */
const RECEIPTS: readonly string[] = ['practice_receipts', 'erasure_receipts'];

/** Returns the names of all tables, except receipts, that contain one of these ids anywhere in a row. */
export async function tablesThatMention(store: Store, ids: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const table of await allTables(store)) {
    if (RECEIPTS.includes(table)) continue;
    const { rows } = await sql`select * from ${sql.table(table)}`.execute(store.database.kysely);
    const text = JSON.stringify(rows, (_key, value) => (typeof value === 'bigint' ? `${value}` : value));
    if (ids.some(id => text.includes(id))) found.push(table);
  }
  return found;
}

async function allTables({ database }: Store): Promise<string[]> {
  const query =
    database.kind === 'sqlite'
      ? sql<{
          name: string;
        }>`select name from sqlite_master where type = 'table' and name not like 'sqlite_%'`
      : sql<{
          name: string;
        }>`select table_name as name from information_schema.tables where table_schema = 'public'`;
  const { rows } = await query.execute(database.kysely);
  return rows.map(({ name }) => name);
}
