import type { Migration } from '../migration.ts';

/** Adds the time when a message was given to the mail server, or null once the outcome is recorded. */
export const mailHandover: Migration = {
  name: '0016-mail-handover',
  async up(db) {
    await db.schema.alterTable('mails').addColumn('handedAt', 'bigint').execute();
  },
};
