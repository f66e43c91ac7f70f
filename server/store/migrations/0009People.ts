import { type Kysely, sql } from 'kysely';
import { reduceAll } from '../../../shared/interview/reduce.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import { listedSeatsOf, nameFactsOf, staffSeatsOf } from '../../../shared/interview/visibility.ts';
import { decodeEvents, type SavedKits } from '../eventRows.ts';
import { KitCache } from '../KitCache.ts';
import type { Migration } from '../migration.ts';
import type { Tables } from '../schema.ts';

type Db = Kysely<Tables>;

/** Adds seats and the addresses of staff who take part. Lists use them to decide who may see which names. */
export const people: Migration = {
  name: '0009-people',
  async up(db) {
    await db.schema
      .alterTable('interviews')
      .addColumn('seats', 'text', column => column.notNull().defaultTo('[]'))
      .execute();
    // Names are hidden until the log says otherwise.
    for (const [name, value] of [
      ['namesHidden', 1],
      ['scoringClosed', 0],
    ] as const)
      await db.schema
        .alterTable('interviews')
        .addColumn(name, 'integer', column => column.notNull().defaultTo(value))
        .execute();
    await db.schema
      .createTable('staffSeats')
      .addColumn('interviewId', 'text', column => column.notNull().references('interviews.interviewId'))
      .addColumn('seatId', 'text', column => column.notNull())
      .addColumn('role', 'text', column => column.notNull())
      .addColumn('email', 'text', column => column.notNull())
      .addColumn('part', 'text', column => column.notNull())
      .addPrimaryKeyConstraint('staffSeatsPk', ['interviewId', 'seatId'])
      .execute();
    await db.schema.createIndex('staffSeatsByEmail').on('staffSeats').columns(['email', 'role']).execute();
    const rows = await db.selectFrom('interviews').select('interviewId').execute();
    const kits = new KitCache({ kysely: db });
    for (const { interviewId } of rows) await fillFromLog(db, interviewId, kits);
    // Dropped, because it may contain code names instead of names. The column `seats` replaces it.
    await sql`alter table interviews drop column candidate_names`.execute(db);
  },
};

async function fillFromLog(db: Db, interviewId: string, kits: SavedKits): Promise<void> {
  const state = await foldedLog(db, interviewId, kits);
  if (!state) return;
  const { namesHidden, scoringClosed } = nameFactsOf(state);
  await db
    .updateTable('interviews')
    .set({
      title: state.title,
      seats: JSON.stringify(listedSeatsOf(state)),
      namesHidden: namesHidden ? 1 : 0,
      scoringClosed: scoringClosed ? 1 : 0,
    })
    .where('interviewId', '=', interviewId)
    .execute();
  const seats = staffSeatsOf(state);
  if (seats.length === 0) return;
  await db
    .insertInto('staffSeats')
    // Lists the columns, because `staffSeatsOf` may return fields whose columns a later migration adds.
    .values(seats.map(({ seatId, role, email, part }) => ({ interviewId, seatId, role, email, part })))
    .execute();
}

/** Returns undefined for an unreadable log, so that it doesn't keep the server from starting. */
async function foldedLog(db: Db, interviewId: string, kits: SavedKits): Promise<InterviewState | undefined> {
  const rows = await db
    .selectFrom('interviewEvents')
    .selectAll()
    .where('interviewId', '=', interviewId)
    .orderBy('seq')
    .execute();
  try {
    return reduceAll(await decodeEvents(rows, kits));
  } catch {
    return undefined;
  }
}
