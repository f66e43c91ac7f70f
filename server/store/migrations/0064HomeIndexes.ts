import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

/** Finds the few interviews of the home page's lists without reading all planned or all held ones. */
export const homeIndexes: Migration = {
  name: '0064-home-indexes',
  async up(db) {
    // The first column has one value, so that SQLite prefers these to the indexes of all planned interviews.
    await sql`
      create index interviews_unscheduled on interviews (unscheduled, scheduled_at, interview_id)
      where practice is null and phase = 'lobby' and unscheduled = 1`.execute(db);
    await sql`
      create index interviews_leaderless on interviews (phase, scheduled_at, interview_id)
      where practice is null and phase = 'lobby' and begun = 0 and lead_until <= scheduled_at`.execute(db);
    await sql`
      create index interviews_rated on interviews (phase, scheduled_at, interview_id)
      where practice is null and phase = 'ended' and decided_at is null and raters_locked > 0`.execute(db);
  },
};
