import type { Migration } from '../migration.ts';

/** Adds the source of attempts, so that one address cannot occupy the whole capacity for practice. */
export const availability: Migration = {
  name: '0011-availability',
  async up(db) {
    await db.schema.alterTable('practiceAttempts').addColumn('source', 'text').execute();
  },
};
