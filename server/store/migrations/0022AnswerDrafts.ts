import type { Migration } from '../migration.ts';

/** Adds written answers that candidates have not sent yet. */
export const answerDrafts: Migration = {
  name: '0022-answer-drafts',
  async up(db) {
    await db.schema
      .createTable('answerDrafts')
      .addColumn('interviewId', 'text', column => column.notNull().references('interviews.interviewId'))
      .addColumn('seatId', 'text', column => column.notNull())
      .addColumn('questionId', 'text', column => column.notNull())
      .addColumn('text', 'text', column => column.notNull())
      .addPrimaryKeyConstraint('answerDraftsKey', ['interviewId', 'seatId', 'questionId'])
      .execute();
  },
};
