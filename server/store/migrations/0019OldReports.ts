import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

/** Has the evaluation queue look again at reports published before scoring was stored, so that it notices ratings that changed since. */
export const oldReports: Migration = {
  name: '0019-old-reports',
  async up(db) {
    await sql`
      update interviews set followed_seq = 0 where followed_seq > 0 and interview_id in (
        select interview_id from reports where state = 'published' and published_scoring is null
      )`.execute(db);
  },
};
