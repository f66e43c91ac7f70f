import type { Migration } from '../migration.ts';

/**
 * Separates interviewers from evaluators. Both are stored with the role `interviewer`, because servers of
 * earlier versions reject other roles. Members and invitations from before are evaluators, who have the rights
 * that interviewers had.
 */
export const permissions: Migration = {
  name: '0024-permissions',
  async up(db) {
    for (const table of ['staffUsers', 'invitations'] as const)
      await db.schema
        .alterTable(table)
        .addColumn('ownOnly', 'integer', column => column.notNull().defaultTo(0))
        .execute();
  },
};
