import { sql } from 'kysely';
import type { Migration } from '../migration.ts';
import { NO_DUE_DATE } from '../noDueDate.ts';

/** Separates the due date of an evaluation from the promise to its candidate, and stores why it is closed. */
export const evaluationDueDates: Migration = {
  name: '0040-evaluation-due-dates',
  async up(db) {
    await db.schema
      .alterTable('evaluations')
      .addColumn('dueAt', 'bigint', column => column.notNull().defaultTo(NO_DUE_DATE))
      .execute();
    for (const column of ['dueBy', 'closedDetail'] as const)
      await db.schema.alterTable('evaluations').addColumn(column, 'text').execute();
    await sql`update evaluations set due_at = promised_at where promised = 1`.execute(db);
    // Evaluations that are closed are followed again, so that the log fills the new column.
    await sql`
      update interviews set followed_seq = case when followed_seq > 0 then 0 else followed_seq - 1 end
      where interview_id in (select interview_id from evaluations where stage = 'closed')`.execute(db);
    await db.schema
      .createIndex('evaluationsByDue')
      .on('evaluations')
      .columns(['stage', 'dueAt', 'endedAt', 'interviewId'])
      .execute();
    await db.schema.dropIndex('evaluationsByPromise').execute();
  },
};
