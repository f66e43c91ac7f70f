import type { Migration } from '../migration.ts';

/** Adds the scoring of published reports. Null for earlier reports, whose scoring comes from the log. */
export const publishedScoring: Migration = {
  name: '0008-published-scoring',
  async up(db) {
    await db.schema.alterTable('reports').addColumn('publishedScoring', 'text').execute();
    await db.schema.alterTable('reports').addColumn('publishedSeq', 'integer').execute();
  },
};
