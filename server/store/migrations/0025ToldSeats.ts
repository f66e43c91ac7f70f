import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

/** Adds what the people of interviews were last told by email. */
export const toldSeats: Migration = {
  name: '0025-told-seats',
  async up(db) {
    for (const name of ['mailed', 'toldSeq'])
      await db.schema
        .alterTable('interviews')
        .addColumn(name, 'integer', column => column.notNull().defaultTo(0))
        .execute();
    await sql`
      create index interviews_to_tell on interviews (interview_id)
      where mailed = 1 and phase not in ('open', 'ended') and told_seq < last_seq`.execute(db);
    await db.schema
      .createTable('toldSeats')
      .addColumn('seatId', 'text', column => column.primaryKey())
      .addColumn('interviewId', 'text', column => column.notNull().references('interviews.interviewId'))
      .addColumn('address', 'text', column => column.notNull())
      .addColumn('sequence', 'integer', column => column.notNull())
      .addColumn('state', 'text', column => column.notNull())
      .addColumn('facts', 'text', column => column.notNull())
      .addColumn('toldAt', 'bigint', column => column.notNull())
      .addColumn('mailId', 'text', column => column.notNull())
      .addColumn('again', 'integer', column => column.notNull())
      .addColumn('reminded', 'integer', column => column.notNull())
      .execute();
    await db.schema.createIndex('toldSeatsByInterview').on('toldSeats').column('interviewId').execute();
  },
};
