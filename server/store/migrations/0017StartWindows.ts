import type { Migration } from '../migration.ts';

/** Adds the times between which a candidate may start, for lists. Existing interviews have no such times. */
export const startWindows: Migration = {
  name: '0017-start-windows',
  async up(db) {
    await db.schema.alterTable('interviews').addColumn('opensAt', 'bigint').execute();
    await db.schema.alterTable('interviews').addColumn('closesAt', 'bigint').execute();
  },
};
