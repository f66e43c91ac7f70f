import type { Migration } from '../migration.ts';

/** Source of attempts, so that one address cannot occupy the whole capacity for practice. Existing attempts have none. */
export const availability: Migration = {
  name: '0011-availability',
  async up(db) {
    await db.schema.alterTable('practiceAttempts').addColumn('source', 'text').execute();
  },
};
