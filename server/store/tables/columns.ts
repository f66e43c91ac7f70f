import type { ColumnType } from 'kysely';

/** Never updated. */
export type Inserted<T> = ColumnType<T, T, never>;
/** The database fills it in where an insert leaves it out. */
export type WithDefault<T> = ColumnType<T, T | undefined, T>;
