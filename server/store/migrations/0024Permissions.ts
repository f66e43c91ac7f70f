import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

/**
 * Separates interviewers from evaluators, and adds hiring teams. Both roles are stored as `interviewer`,
 * because servers of earlier versions reject other roles. Members and invitations from before are evaluators,
 * who have the rights that interviewers had.
 */
export const permissions: Migration = {
  name: '0024-permissions',
  async up(db) {
    for (const table of ['staffUsers', 'invitations'] as const)
      await db.schema
        .alterTable(table)
        .addColumn('ownOnly', 'integer', column => column.notNull().defaultTo(0))
        .execute();
    await db.schema
      .createTable('hiringTeams')
      .addColumn('teamId', 'text', column => column.primaryKey())
      .addColumn('name', 'text', column => column.notNull().unique())
      .addColumn('createdAt', 'bigint', column => column.notNull())
      .addColumn('archivedAt', 'bigint')
      .execute();
    await db.schema
      .createTable('hiringTeamMembers')
      .addColumn('teamId', 'text', column => column.notNull().references('hiringTeams.teamId'))
      .addColumn('userId', 'text', column => column.notNull().references('staffUsers.id').onDelete('cascade'))
      .addPrimaryKeyConstraint('hiringTeamMembersKey', ['userId', 'teamId'])
      .execute();
    for (const table of ['interviews', 'kits'] as const)
      await db.schema.alterTable(table).addColumn('teamId', 'text').execute();
    await sql`create index interviews_by_team on interviews (team_id) where team_id is not null`.execute(db);
  },
};
