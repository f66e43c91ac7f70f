import type { Migration } from '../migration.ts';

/** Adds when a message is of no use anymore, such as a reminder after the interview has begun. */
export const mailExpiry: Migration = {
  name: '0047-mail-expiry',
  async up(db) {
    await db.schema.alterTable('mails').addColumn('expiresAt', 'bigint').execute();
  },
};
