import type { Migration } from '../migration.ts';

/** Adds the name and address that a member has corrected. Null in records that have those of their interviews. */
export const candidateDetails: Migration = {
  name: '0054-candidate-details',
  async up(db) {
    await db.schema.alterTable('candidates').addColumn('name', 'text').execute();
    await db.schema.alterTable('candidates').addColumn('address', 'text').execute();
  },
};
