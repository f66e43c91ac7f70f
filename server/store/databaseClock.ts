import { sql } from 'kysely';
import type { DatabaseKind } from './database.ts';

/** The database's time in epoch milliseconds: the one clock that all servers share, whatever their own say. */
export function databaseNow(kind: DatabaseKind) {
  return kind === 'sqlite'
    ? sql<number>`cast(unixepoch('subsec') * 1000 as integer)`
    : sql<number>`cast(extract(epoch from clock_timestamp()) * 1000 as bigint)`;
}
