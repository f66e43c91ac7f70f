import type { Migration } from '../migration.ts';

/** Adds the zones in which times of interviews were chosen. Interviews from before have none. */
export const timeZones: Migration = {
  name: '0027-time-zones',
  async up(db) {
    await db.schema.alterTable('interviews').addColumn('timeZone', 'text').execute();
  },
};
