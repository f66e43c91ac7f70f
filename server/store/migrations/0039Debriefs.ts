import type { Migration } from '../migration.ts';

/** Adds comments that members write about an interview after they have rated it. */
export const debriefs: Migration = {
  name: '0039-debriefs',
  async up(db) {
    await db.schema
      .createTable('debriefComments')
      .addColumn('commentId', 'text', column => column.primaryKey())
      .addColumn('interviewId', 'text', column => column.notNull().references('interviews.interviewId'))
      .addColumn('author', 'text', column => column.notNull())
      .addColumn('at', 'bigint', column => column.notNull())
      .addColumn('text', 'text', column => column.notNull())
      .addColumn('mentions', 'text', column => column.notNull())
      .execute();
    await db.schema
      .createIndex('debriefCommentsByInterview')
      .on('debriefComments')
      .column('interviewId')
      .execute();
  },
};
