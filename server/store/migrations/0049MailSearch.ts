import type { Migration } from '../migration.ts';

/** Adds what the email log is searched by. Null in rows of older versions, which are found by address only. */
export const mailSearch: Migration = {
  name: '0049-mail-search',
  async up(db) {
    await db.schema.alterTable('mails').addColumn('search', 'text').execute();
    await db.schema.createIndex('mailsByKind').on('mails').columns(['kind', 'mailId']).execute();
    await db.schema.createIndex('mailsByState').on('mails').columns(['state', 'mailId']).execute();
  },
};
