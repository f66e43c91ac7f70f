import type { Migration } from '../migration.ts';

/** Adds files of candidates from which interviews are created, and which interviews came from them. */
export const interviewImports: Migration = {
  name: '0045-interview-imports',
  async up(db) {
    await db.schema
      .createTable('interviewImports')
      .addColumn('importId', 'text', column => column.primaryKey())
      .addColumn('createdBy', 'text', column => column.notNull())
      .addColumn('createdAt', 'bigint', column => column.notNull())
      .addColumn('fileName', 'text', column => column.notNull())
      .addColumn('encoding', 'text', column => column.notNull())
      .addColumn('separator', 'text', column => column.notNull())
      .addColumn('columns', 'text', column => column.notNull())
      .addColumn('state', 'text', column => column.notNull())
      .addColumn('plan', 'text')
      .addColumn('template', 'text')
      .addColumn('startedAt', 'bigint')
      .addColumn('rowCount', 'integer', column => column.notNull())
      .addColumn('done', 'integer', column => column.notNull())
      .addColumn('created', 'integer', column => column.notNull())
      .addColumn('known', 'integer', column => column.notNull())
      .addColumn('bad', 'integer', column => column.notNull())
      .addColumn('reason', 'text')
      .execute();
    await db.schema
      .createIndex('interviewImportsByMember')
      .on('interviewImports')
      .columns(['createdBy', 'createdAt'])
      .execute();
    await db.schema
      .createTable('interviewImportRows')
      .addColumn('importId', 'text', column =>
        column.notNull().references('interviewImports.importId').onDelete('cascade'),
      )
      .addColumn('chunk', 'integer', column => column.notNull())
      .addColumn('done', 'integer', column => column.notNull())
      .addColumn('rows', 'text', column => column.notNull())
      .addPrimaryKeyConstraint('interviewImportRowsKey', ['importId', 'chunk'])
      .execute();
    // Kept after the file is deleted, so that the same file creates nothing again.
    await db.schema
      .createTable('importedInterviews')
      .addColumn('rowKey', 'text', column => column.primaryKey())
      .addColumn('importId', 'text', column => column.notNull())
      .addColumn('interviewId', 'text', column => column.notNull().references('interviews.interviewId'))
      .execute();
  },
};
