import type { Migration } from '../migration.ts';

/** Adds the scoring behind published reports. Null for earlier reports: the log determines their scoring. */
export const publishedScoring: Migration = {
  name: '0008-published-scoring',
  async up(db) {
    await db.schema.alterTable('reports').addColumn('publishedScoring', 'text').execute();
    await db.schema.alterTable('reports').addColumn('publishedSeq', 'integer').execute();
  },
};
