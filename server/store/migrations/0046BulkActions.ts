import type { Migration } from '../migration.ts';

/** Adds changes of many interviews in one step, and reminders that staff send themselves. */
export const bulkActions: Migration = {
  name: '0046-bulk-actions',
  async up(db) {
    await db.schema
      .createTable('bulkActions')
      .addColumn('bulkId', 'text', column => column.primaryKey())
      .addColumn('userId', 'text', column => column.notNull())
      .addColumn('action', 'text', column => column.notNull())
      .addColumn('state', 'text', column => column.notNull())
      .addColumn('createdAt', 'bigint', column => column.notNull())
      .addColumn('finishedAt', 'bigint')
      .execute();
    await db.schema
      .createIndex('bulkActionsByMember')
      .on('bulkActions')
      .columns(['userId', 'createdAt'])
      .execute();
    await db.schema
      .createTable('bulkItems')
      .addColumn('bulkId', 'text', column =>
        column.notNull().references('bulkActions.bulkId').onDelete('cascade'),
      )
      .addColumn('interviewId', 'text', column => column.notNull())
      .addColumn('position', 'integer', column => column.notNull())
      .addColumn('commandId', 'text', column => column.notNull())
      .addColumn('seenAt', 'bigint', column => column.notNull())
      .addColumn('state', 'text', column => column.notNull())
      .addColumn('refusal', 'text')
      .addPrimaryKeyConstraint('bulkItemsKey', ['bulkId', 'interviewId'])
      .execute();
    await db.schema.alterTable('toldSeats').addColumn('remindedAt', 'bigint').execute();
  },
};
