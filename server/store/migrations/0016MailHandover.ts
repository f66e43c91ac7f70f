import type { Migration } from '../migration.ts';

/** Adds when a message was handed to the mail server. Null again when the answer is recorded. */
export const mailHandover: Migration = {
  name: '0016-mail-handover',
  async up(db) {
    await db.schema.alterTable('mails').addColumn('handedAt', 'bigint').execute();
  },
};
