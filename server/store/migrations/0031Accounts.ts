import type { Migration } from '../migration.ts';

/** Adds the last use of sign-ins, and second factors. On SQLite, times are text and Booleans are 0 or 1. */
export const accounts: Migration = {
  name: '0031-accounts',
  async up(db, kind) {
    const time = kind === 'sqlite' ? 'text' : 'timestamptz';
    const truth = kind === 'sqlite' ? 'integer' : 'boolean';
    await db.schema.alterTable('staffSessions').addColumn('usedAt', 'bigint').execute();
    await db.schema.alterTable('staffUsers').addColumn('twoFactorEnabled', truth).execute();
    await db.schema
      .createTable('staffTwoFactors')
      .addColumn('id', 'text', column => column.primaryKey())
      .addColumn('userId', 'text', column =>
        column.notNull().unique().references('staffUsers.id').onDelete('cascade'),
      )
      .addColumn('secret', 'text', column => column.notNull())
      .addColumn('backupCodes', 'text', column => column.notNull())
      .addColumn('verified', truth)
      .addColumn('failedVerificationCount', 'integer')
      .addColumn('lockedUntil', time)
      .execute();
  },
};
