import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

/** Adds the raters that an evaluation waits for. */
export const waitedRaters: Migration = {
  name: '0058-waited-raters',
  async up(db) {
    await db.schema
      .alterTable('evaluations')
      .addColumn('waitsFor', 'text', column => column.notNull().defaultTo('[]'))
      .execute();
    // Evaluations that wait for raters are followed again, so that the log fills the new column.
    await sql`
      update interviews set followed_seq = case when followed_seq > 0 then 0 else followed_seq - 1 end
      where interview_id in (select interview_id from evaluations where stage in ('rate', 'agree'))`.execute(
      db,
    );
  },
};
