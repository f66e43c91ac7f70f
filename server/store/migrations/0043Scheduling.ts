import type { Migration } from '../migration.ts';

/** Adds interviews whose candidate chooses the time, and the hours in which members are available. */
export const scheduling: Migration = {
  name: '0043-scheduling',
  async up(db) {
    await db.schema
      .alterTable('interviews')
      .addColumn('unscheduled', 'integer', column => column.notNull().defaultTo(0))
      .execute();
    await db.schema
      .createTable('availability')
      .addColumn('userId', 'text', column =>
        column.primaryKey().references('staffUsers.id').onDelete('cascade'),
      )
      .addColumn('hours', 'text', column => column.notNull())
      .execute();
    await db.schema
      .createTable('bookingMarks')
      .addColumn('email', 'text', column => column.primaryKey())
      .addColumn('number', 'integer', column => column.notNull())
      .execute();
  },
};
