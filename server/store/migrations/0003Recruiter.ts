import type { Migration } from '../migration.ts';

/** Marks interviews that the virtual recruiter holds, and adds voice uploads for the lines of a kit. */
export const recruiter: Migration = {
  name: '0003-recruiter',
  async up(db) {
    await db.schema
      .alterTable('interviews')
      .addColumn('heldByRecruiter', 'integer', column => column.notNull().defaultTo(0))
      .execute();
    await db.schema
      .createTable('kitRecordings')
      .addColumn('kitId', 'text', column => column.notNull().references('kits.kitId'))
      .addColumn('textSha256', 'text', column => column.notNull())
      .addColumn('text', 'text', column => column.notNull())
      .addColumn('fileSha256', 'text', column => column.notNull())
      .addColumn('name', 'text', column => column.notNull())
      .addColumn('createdAt', 'bigint', column => column.notNull())
      .addColumn('createdBy', 'text', column => column.notNull())
      .addPrimaryKeyConstraint('kitRecordingsPk', ['kitId', 'textSha256'])
      .execute();
  },
};
