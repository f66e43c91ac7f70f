import type { Migration } from '../migration.ts';

/** Finds the rounds of a candidate that were created together. */
export const interviewLoops: Migration = {
  name: '0056-interview-loops',
  async up(db) {
    await db.schema.alterTable('interviews').addColumn('loopId', 'text').execute();
    await db.schema.createIndex('interviewsByLoop').on('interviews').column('loopId').execute();
  },
};
