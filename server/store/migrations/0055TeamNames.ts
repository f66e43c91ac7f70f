import { teamNameKey } from '../../../shared/hiringTeams.ts';
import type { Migration } from '../migration.ts';

/**
 * Makes the names of hiring teams unique without regard to case and spaces. Teams whose names already collide keep
 * them. The key is null in rows of servers of earlier versions.
 */
export const teamNames: Migration = {
  name: '0055-team-names',
  async up(db) {
    await db.schema.alterTable('hiringTeams').addColumn('nameKey', 'text').execute();
    const teams = await db
      .selectFrom('hiringTeams')
      .select(['teamId', 'name'])
      .orderBy('createdAt')
      .orderBy('teamId')
      .execute();
    const keys = new Set<string>();
    for (const { teamId, name } of teams) {
      const nameKey = teamNameKey(name);
      if (keys.has(nameKey)) continue;
      keys.add(nameKey);
      await db.updateTable('hiringTeams').set({ nameKey }).where('teamId', '=', teamId).execute();
    }
    await db.schema.createIndex('hiringTeamsByKey').on('hiringTeams').column('nameKey').unique().execute();
  },
};
