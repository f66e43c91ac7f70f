import type { Migration } from '../migration.ts';

/** Adds the attempts that people marked as their best answer to a question, one for each page and question. */
export const bestTakes: Migration = {
  name: '0021-best-takes',
  async up(db) {
    await db.schema
      .createTable('practiceBestTakes')
      .addColumn('pageId', 'text', column => column.notNull().references('practicePages.pageId'))
      .addColumn('questionId', 'text', column => column.notNull())
      .addColumn('interviewId', 'text', column => column.notNull().references('practiceAttempts.interviewId'))
      .addPrimaryKeyConstraint('practiceBestTakesKey', ['pageId', 'questionId'])
      .execute();
    await db.schema
      .createIndex('practiceBestTakesByAttempt')
      .on('practiceBestTakes')
      .column('interviewId')
      .execute();
  },
};
