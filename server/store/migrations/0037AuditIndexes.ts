import type { Migration } from '../migration.ts';

/** Adds indexes for the filters of the audit log. */
export const auditIndexes: Migration = {
  name: '0037-audit-indexes',
  async up(db) {
    for (const column of ['actor', 'target'] as const)
      await db.schema
        .createIndex(column === 'actor' ? 'auditLogByActor' : 'auditLogByTarget')
        .on('auditLog')
        .columns([column, 'at'])
        .execute();
  },
};
