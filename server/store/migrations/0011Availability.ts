import type { Migration } from '../migration.ts';

/** Adds the source of attempts, so that one network address can't occupy the whole practice capacity. */
export const availability: Migration = {
  name: '0011-availability',
  async up(db) {
    await db.schema.alterTable('practiceAttempts').addColumn('source', 'text').execute();
  },
};
