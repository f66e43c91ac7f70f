import { setImmediate as nextTurn } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { LateStatement } from '../../../server/store/ConnectionPermits.ts';
import {
  type Database,
  type DatabaseOptions,
  StatementOutsideTransaction,
} from '../../../server/store/database.ts';
import { openSqlite } from '../../../server/store/sqliteDatabase.ts';
import { quickFolder } from '../../support/temporaryFolder.ts';

const closers: AsyncDisposableStack[] = [];
beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(async () => {
  vi.useRealTimers();
  await closers.pop()?.disposeAsync();
});

async function open(options?: DatabaseOptions): Promise<Database> {
  const stack = new AsyncDisposableStack();
  closers.push(stack);
  const folder = stack.use(await quickFolder('connections'));
  const database = openSqlite(`${folder.path}/test.db`, options);
  stack.defer(() => database.close());
  await sql`create table notes (text text)`.execute(database.kysely);
  return database;
}

const note = (text: string) => sql`insert into notes (text) values (${text})`;
const notes = (database: Database) => sql`select text from notes`.execute(database.kysely);

it('rejects a statement on the database inside a transaction', async () => {
  const { kysely } = await open();
  const run = kysely.transaction().execute(() => note('lost').execute(kysely));
  await expect(run).rejects.toThrow(StatementOutsideTransaction);
});

it('rejects a transaction inside a transaction', async () => {
  const { kysely } = await open();
  const inner = () => kysely.transaction().execute(transaction => note('lost').execute(transaction));
  await expect(kysely.transaction().execute(inner)).rejects.toThrow(StatementOutsideTransaction);
});

it('accepts a statement that a transaction started, once the transaction has ended', async () => {
  const { kysely } = await open();
  const ended = Promise.withResolvers<void>();
  const later = await kysely.transaction().execute(async () => ({
    done: ended.promise.then(() => note('later').execute(kysely)),
  }));
  ended.resolve();
  await expect(later.done).resolves.toBeDefined();
});

it('rejects a statement with "unavailable" after 5 s without a connection, and names it and the holder', async () => {
  const late: LateStatement[] = [];
  const database = await open({ checked: false, onLate: report => late.push(report) });
  const run = database.kysely.transaction().execute(async transaction => {
    await note('held').execute(transaction);
    await sql`select 1 from notes`.execute(database.kysely);
  });
  const failed = expect(run).rejects.toMatchObject({ code: 'unavailable', reason: 'database-unavailable' });
  await nextTurn();
  await vi.advanceTimersByTimeAsync(5_000);
  await failed;

  expect(late).toEqual([
    {
      waiting: 'select 1 from notes',
      holding: [{ statement: 'insert into notes (text) values (?)', heldMs: 5_000 }],
    },
  ]);
  // The transaction was rolled back, and its connection is free again.
  expect((await notes(database)).rows).toEqual([]);
});

it('runs waiting statements in the order in which they came', async () => {
  const database = await open();
  const held = Promise.withResolvers<void>();
  const holder = database.kysely.transaction().execute(() => held.promise);
  await nextTurn();
  const waiting = ['first', 'second', 'third'].map(text => note(text).execute(database.kysely));
  held.resolve();
  await Promise.all([holder, ...waiting]);
  expect((await notes(database)).rows).toEqual([{ text: 'first' }, { text: 'second' }, { text: 'third' }]);
});
