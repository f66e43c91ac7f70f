import type { Migration } from '../migration.ts';

/** Links messages to the interviews that they are about. Never for practice, whose messages have a page. */
export const mailsOfInterviews: Migration = {
  name: '0036-mails-of-interviews',
  async up(db) {
    await db.schema.alterTable('mails').addColumn('interviewId', 'text').execute();
  },
};
