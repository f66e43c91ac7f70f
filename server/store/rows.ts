import {
  type Expression,
  type Insertable,
  type Kysely,
  type RawBuilder,
  type Selectable,
  sql,
  type Updateable,
} from 'kysely';
import type { Tables } from './schema.ts';

/** Queries on one table with conditions on column values. Joins and other conditions use Kysely directly. */

type Table = keyof Tables & string;
type Row<T extends Table> = Selectable<Tables[T]>;
type Column<T extends Table> = keyof Row<T> & string;
/** Values, or expressions that the database evaluates. */
type Values<V> = { [C in keyof V]: V[C] | Expression<NonNullable<V[C]>> };
/** Conditions that must all hold. Each is a value, a list of allowed values, or a comparison from `is()`. */
type Match<T extends Table> = {
  [C in keyof Row<T>]?: Row<T>[C] | readonly NonNullable<Row<T>[C]>[] | Comparison;
};

class Comparison {
  readonly operator: string;
  readonly value: unknown;

  constructor(operator: string, value: unknown) {
    this.operator = operator;
    this.value = value;
  }
}

export function is(
  operator: '<' | '<=' | '>' | '>=' | '!=' | 'like' | 'not like',
  value: unknown,
): Comparison {
  return new Comparison(operator, value);
}

export const NOT_NULL = new Comparison('is not', sql.lit(null));

export function increment(column: string): RawBuilder<number> {
  return sql<number>`${sql.ref(column)} + 1`;
}

/** SQL condition for rows after a cursor that has a field for each column. True without a cursor. */
export function beyond(
  operator: '<' | '>',
  columns: readonly string[],
  cursor: Readonly<Record<string, unknown>> | undefined,
): RawBuilder<boolean> {
  if (!cursor) return sql<boolean>`1 = 1`;
  const values = columns.map(column => cursor[column.slice(column.indexOf('.') + 1)]);
  return sql<boolean>`(${sql.join(columns.map(column => sql.ref(column)))}) ${sql.raw(operator)} (${sql.join(values)})`;
}

export async function findRow<T extends Table>(
  db: Kysely<Tables>,
  table: T,
  match: Match<T>,
): Promise<Row<T> | undefined> {
  const [row] = await findRows(db, table, match);
  return row;
}

export async function findRows<T extends Table>(
  db: Kysely<Tables>,
  table: T,
  match: Match<T>,
  ...order: (Column<T> | `${Column<T>} desc`)[]
): Promise<Row<T>[]> {
  const columns = order.map(by =>
    by.endsWith(' desc') ? sql`${sql.ref(by.slice(0, -5))} desc` : sql.ref(by),
  );
  const ordered = columns.length === 0 ? sql`` : sql` order by ${sql.join(columns)}`;
  const { rows } = await sql<
    Row<T>
  >`select * from ${sql.table(table)} where ${conditionsOf(match)}${ordered}`.execute(db);
  return rows;
}

/** Inserts rows. Rejects when a row with one of their keys exists. */
export async function insertRows<T extends Table>(
  db: Kysely<Tables>,
  table: T,
  ...rows: Values<Insertable<Tables[T]>>[]
): Promise<void> {
  if (rows.length > 0) await insertion(table, rows).execute(db);
}

/** Inserts the rows whose key does not exist yet. Returns the number of inserted rows. */
export async function insertMissing<T extends Table>(
  db: Kysely<Tables>,
  table: T,
  ...rows: Values<Insertable<Tables[T]>>[]
): Promise<number> {
  if (rows.length === 0) return 0;
  const { numAffectedRows } = await sql`${insertion(table, rows)} on conflict do nothing`.execute(db);
  return Number(numAffectedRows);
}

/** Locks matching rows by setting a column to its current value. Returns the number of rows. */
export function lockRows<T extends Table>(
  db: Kysely<Tables>,
  table: T,
  match: Match<T>,
  column: Column<T>,
): Promise<number> {
  return update(db, table, match, [sql`${sql.ref(column)} = ${sql.ref(column)}`]);
}

/** Updates matching rows and returns their number. */
export function updateRows<T extends Table>(
  db: Kysely<Tables>,
  table: T,
  match: Match<T>,
  changes: Values<Updateable<Tables[T]>>,
): Promise<number> {
  const assignments = Object.entries(changes).map(([column, value]) => sql`${sql.ref(column)} = ${value}`);
  return update(db, table, match, assignments);
}

async function update(
  db: Kysely<Tables>,
  table: string,
  match: object,
  assignments: readonly RawBuilder<unknown>[],
): Promise<number> {
  const { numAffectedRows } =
    await sql`update ${sql.table(table)} set ${sql.join(assignments)} where ${conditionsOf(match)}`.execute(
      db,
    );
  return Number(numAffectedRows);
}

export async function deleteRows<T extends Table>(
  db: Kysely<Tables>,
  table: T,
  match: Match<T>,
): Promise<void> {
  await sql`delete from ${sql.table(table)} where ${conditionsOf(match)}`.execute(db);
}

function insertion(table: string, rows: readonly object[]): RawBuilder<unknown> {
  const columns = Object.keys(rows[0] ?? {}).map(column => sql.ref(column));
  const values = rows.map(row => sql`(${sql.join(Object.values(row))})`);
  return sql`insert into ${sql.table(table)} (${sql.join(columns)}) values ${sql.join(values)}`;
}

function conditionsOf(match: object): RawBuilder<unknown> {
  const conditions = Object.entries(match).map(([column, wanted]) => conditionOf(sql.ref(column), wanted));
  return sql.join(conditions, sql` and `);
}

function conditionOf(column: RawBuilder<unknown>, wanted: unknown): RawBuilder<unknown> {
  if (wanted === null) return sql`${column} is null`;
  if (wanted instanceof Comparison) return sql`${column} ${sql.raw(wanted.operator)} ${wanted.value}`;
  if (!Array.isArray(wanted)) return sql`${column} = ${wanted}`;
  return wanted.length === 0 ? sql`1 = 0` : sql`${column} in (${sql.join(wanted)})`;
}
