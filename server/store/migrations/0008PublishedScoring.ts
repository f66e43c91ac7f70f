import type { Migration } from '../migration.ts';

/** Scoring that published reports rest on. Null for those published before: it follows from their log as it was at the time. */
export const publishedScoring: Migration = {
  name: '0008-published-scoring',
  async up(db) {
    await db.schema.alterTable('reports').addColumn('publishedScoring', 'text').execute();
    await db.schema.alterTable('reports').addColumn('publishedSeq', 'integer').execute();
  },
};
