import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

/** Adds the facts that decide an interview's status, columns to sort and filter the list, and saved views. */
export const interviewStatus: Migration = {
  name: '0026-interview-status',
  async up(db) {
    const numbers = [
      'summaryVersion',
      'summarySeq',
      'hasCandidate',
      'candidateJoined',
      'begun',
      'ratersDue',
      'ratersLocked',
    ];
    for (const name of numbers)
      await db.schema
        .alterTable('interviews')
        .addColumn(name, 'integer', column => column.notNull().defaultTo(0))
        .execute();
    for (const name of ['ratingUntil', 'decidedAt'])
      await db.schema.alterTable('interviews').addColumn(name, 'bigint').execute();
    for (const name of ['sortShown', 'sortHidden'])
      await db.schema
        .alterTable('interviews')
        .addColumn(name, 'text', column => column.notNull().defaultTo(''))
        .execute();
    await sql`
      create index interviews_by_summary on interviews (summary_version, interview_id)
      where practice is null`.execute(db);
    await sql`
      create index interviews_behind on interviews (interview_id)
      where practice is null and summary_seq < last_seq`.execute(db);
    // The next index has its rows, and more.
    await db.schema.dropIndex('interviewsPlanned').execute();
    await sql`
      create index interviews_ahead on interviews (scheduled_at, interview_id)
      where practice is null and phase in ('lobby', 'open')`.execute(db);
    await sql`
      create index interviews_created on interviews (interview_id) where practice is null`.execute(db);
    await db.schema
      .createTable('savedViews')
      .addColumn('viewId', 'text', column => column.primaryKey())
      .addColumn('userId', 'text', column => column.notNull().references('staffUsers.id').onDelete('cascade'))
      .addColumn('name', 'text', column => column.notNull())
      .addColumn('query', 'text', column => column.notNull())
      .addColumn('createdAt', 'bigint', column => column.notNull())
      .addUniqueConstraint('savedViewsName', ['userId', 'name'])
      .execute();
  },
};
