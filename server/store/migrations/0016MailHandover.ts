import type { Migration } from '../migration.ts';

/** Adds the time when a message is handed to the mail server. Reset to null when the answer is recorded. */
export const mailHandover: Migration = {
  name: '0016-mail-handover',
  async up(db) {
    await db.schema.alterTable('mails').addColumn('handedAt', 'bigint').execute();
  },
};
