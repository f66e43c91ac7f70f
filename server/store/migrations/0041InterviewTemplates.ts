import type { Migration } from '../migration.ts';

/** Adds templates from which organizers create interviews. */
export const interviewTemplates: Migration = {
  name: '0041-interview-templates',
  async up(db) {
    await db.schema
      .createTable('interviewTemplates')
      .addColumn('templateId', 'text', column => column.primaryKey())
      .addColumn('name', 'text', column => column.notNull())
      .addColumn('teamId', 'text')
      .addColumn('content', 'text', column => column.notNull())
      .addColumn('createdAt', 'bigint', column => column.notNull())
      .addColumn('updatedAt', 'bigint', column => column.notNull())
      .execute();
  },
};
