import type { Migration } from '../migration.ts';

/**
 * When a private page was visited last, when its owner was told that it is about to be deleted, and the hash of the token in that message.
 * Pages that are there already count as visited now, so that none is deleted without an announcement.
 */
export const practicePolicy: Migration = {
  name: '0010-practice-policy',
  async up(db) {
    await db.schema
      .alterTable('practicePages')
      .addColumn('visitedAt', 'bigint', column => column.notNull().defaultTo(0))
      .execute();
    await db.schema.alterTable('practicePages').addColumn('expiryToldAt', 'bigint').execute();
    await db.schema.alterTable('practicePages').addColumn('mailedTokenHash', 'text').execute();
    await db.updateTable('practicePages').set({ visitedAt: Date.now() }).execute();
    await db.schema.createIndex('practicePagesByVisit').on('practicePages').columns(['visitedAt']).execute();
    await db.schema
      .createIndex('practicePagesByMailedToken')
      .on('practicePages')
      .columns(['mailedTokenHash'])
      .execute();
  },
};
