import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

/** Adds whether a rater has nothing left to compare, for the evaluations that wait for particular people. */
export const comparedRatings: Migration = {
  name: '0048-compared-ratings',
  async up(db) {
    await db.schema
      .alterTable('evaluationClaims')
      .addColumn('compared', 'integer', column => column.notNull().defaultTo(0))
      .execute();
    // Evaluations whose ratings are being compared are followed again, so that the log fills the new column.
    await sql`
      update interviews set followed_seq = case when followed_seq > 0 then 0 else followed_seq - 1 end
      where interview_id in (select interview_id from evaluations where stage = 'agree')`.execute(db);
  },
};
