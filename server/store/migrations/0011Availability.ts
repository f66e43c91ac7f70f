import type { Migration } from '../migration.ts';

/** Where attempts come from, so that one address cannot take the whole practice house. Earlier attempts stay without. */
export const availability: Migration = {
  name: '0011-availability',
  async up(db) {
    await db.schema.alterTable('practiceAttempts').addColumn('source', 'text').execute();
  },
};
