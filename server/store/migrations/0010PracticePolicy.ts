import type { Migration } from '../migration.ts';

/**
 * Adds the last visit of a private page, and the notice before its deletion. Existing pages count as visited
 * now, so that no page is deleted without a notice.
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
