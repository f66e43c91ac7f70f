import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

/** Adds indexes for what waits for a member of staff: failed messages and unanswered questions. */
export const home: Migration = {
  name: '0028-home',
  async up(db) {
    await sql`create index mails_failed on mails (mail_id) where state in ('failed', 'bounced')`.execute(db);
    await db.schema.createIndex('toldSeatsByMail').on('toldSeats').column('mailId').execute();
    await sql`
      create index report_replies_open on report_replies (asked_at)
      where question is not null and answered_at is null`.execute(db);
  },
};
