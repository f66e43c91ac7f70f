import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

/** Adds an index of the open requests to publish a report, which the evaluation queue lists at every stage. */
export const publishQueue: Migration = {
  name: '0023-publish-queue',
  async up(db) {
    await sql`
      create index reports_asked on reports (interview_id) where publish_asked_by is not null`.execute(db);
  },
};
