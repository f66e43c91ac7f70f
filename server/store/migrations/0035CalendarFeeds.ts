import type { Migration } from '../migration.ts';

/** Adds the secret addresses at which calendars of members read their interviews. */
export const calendarFeeds: Migration = {
  name: '0035-calendar-feeds',
  async up(db) {
    await db.schema
      .createTable('calendarFeeds')
      .addColumn('userId', 'text', column =>
        column.primaryKey().references('staffUsers.id').onDelete('cascade'),
      )
      .addColumn('version', 'integer', column => column.notNull())
      .addColumn('tokenHash', 'text', column => column.unique())
      .execute();
  },
};
