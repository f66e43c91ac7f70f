import type { Migration } from '../migration.ts';

/** Finds planned interviews that no one can open. */
export const leadUntil: Migration = {
  name: '0053-lead-until',
  async up(db) {
    await db.schema.alterTable('interviews').addColumn('leadUntil', 'bigint').execute();
  },
};
