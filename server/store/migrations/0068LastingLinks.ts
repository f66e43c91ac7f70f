import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

/** Links of moved interviews last as long as those of interviews that are moved from now on, or longer. */
export const lastingLinks: Migration = {
  name: '0068-lasting-links',
  async up(db) {
    const needed = sql`(
      select case when closes_at > scheduled_at then closes_at else scheduled_at end
        + cast(planned_minutes as bigint) * 60000 + cast(16 as bigint) * 86400000
      from interviews where interviews.interview_id = links.interview_id)`;
    await sql`
      update links set expires_at = ${needed}
      where revoked_at is null and expires_at < ${needed}
        and interview_id in (select interview_id from interviews where phase = 'lobby' and practice is null)`.execute(
      db,
    );
  },
};
