import type { Migration } from '../migration.ts';

/** Scoring that published reports rest on. Null for earlier reports: it follows from their log at the time of publication. */
export const publishedScoring: Migration = {
  name: '0008-published-scoring',
  async up(db) {
    await db.schema.alterTable('reports').addColumn('publishedScoring', 'text').execute();
    await db.schema.alterTable('reports').addColumn('publishedSeq', 'integer').execute();
  },
};
