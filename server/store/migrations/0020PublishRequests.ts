import type { Migration } from '../migration.ts';

/** Adds who asked for a report to be published, and when. Null unless such a request is open. */
export const publishRequests: Migration = {
  name: '0020-publish-requests',
  async up(db) {
    await db.schema.alterTable('reports').addColumn('publishAskedBy', 'text').execute();
    await db.schema.alterTable('reports').addColumn('publishAskedAt', 'bigint').execute();
  },
};
