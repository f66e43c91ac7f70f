import { type Kysely, sql } from 'kysely';
import type { DatabaseKind } from '../database.ts';
import type { Migration } from '../migration.ts';
import type { Tables } from '../schema.ts';

type Db = Kysely<Tables>;

/** Interviews with their logs, the audit log, and staff accounts. */
export const foundations: Migration = {
  name: '0001-foundations',
  async up(db, kind) {
    await createInterviews(db);
    await createLinksAndCommands(db);
    await createAuditLog(db, kind);
    await createStaff(db, kind);
    await createStaffLinks(db);
  },
};

async function createInterviews(db: Db): Promise<void> {
  await db.schema
    .createTable('interviews')
    .addColumn('interviewId', 'text', column => column.primaryKey())
    .addColumn('lastSeq', 'integer', column => column.notNull())
    .addColumn('title', 'text', column => column.notNull())
    .addColumn('jobRole', 'text', column => column.notNull())
    .addColumn('scheduledAt', 'bigint', column => column.notNull())
    .addColumn('plannedMinutes', 'integer', column => column.notNull())
    .addColumn('phase', 'text', column => column.notNull())
    .addColumn('candidateNames', 'text', column => column.notNull())
    .addColumn('presentCandidate', 'integer', column => column.notNull())
    .addColumn('presentInterviewer', 'integer', column => column.notNull())
    .addColumn('presentEvaluator', 'integer', column => column.notNull())
    .addColumn('presentObserver', 'integer', column => column.notNull())
    .execute();
  await db.schema.createIndex('interviewsByScheduledAt').on('interviews').column('scheduledAt').execute();
  await db.schema
    .createTable('interviewEvents')
    .addColumn('interviewId', 'text', column => column.notNull().references('interviews.interviewId'))
    .addColumn('seq', 'integer', column => column.notNull())
    .addColumn('at', 'bigint', column => column.notNull())
    .addColumn('kind', 'text', column => column.notNull())
    .addColumn('actor', 'text', column => column.notNull())
    .addColumn('payload', 'text', column => column.notNull())
    .addPrimaryKeyConstraint('interviewEventsPk', ['interviewId', 'seq'])
    .execute();
}

async function createLinksAndCommands(db: Db): Promise<void> {
  await db.schema
    .createTable('links')
    .addColumn('linkId', 'text', column => column.primaryKey())
    .addColumn('interviewId', 'text', column => column.notNull().references('interviews.interviewId'))
    .addColumn('seatId', 'text', column => column.notNull())
    .addColumn('tokenHash', 'text', column => column.notNull().unique())
    .addColumn('expiresAt', 'bigint', column => column.notNull())
    .addColumn('revokedAt', 'bigint')
    .execute();
  await db.schema.createIndex('linksBySeat').on('links').columns(['interviewId', 'seatId']).execute();
  await db.schema
    .createTable('commands')
    .addColumn('commandId', 'text', column => column.primaryKey())
    .addColumn('interviewId', 'text', column => column.notNull().references('interviews.interviewId'))
    .addColumn('actorKey', 'text', column => column.notNull())
    .addColumn('fingerprint', 'text', column => column.notNull())
    .addColumn('result', 'text', column => column.notNull())
    .execute();
}

async function createAuditLog(db: Db, kind: DatabaseKind): Promise<void> {
  await db.schema
    .createTable('auditLog')
    .addColumn('entryId', 'text', column => column.primaryKey())
    .addColumn('at', 'bigint', column => column.notNull())
    .addColumn('actor', 'text', column => column.notNull())
    .addColumn('action', 'text', column => column.notNull())
    .addColumn('target', 'text', column => column.notNull())
    .addColumn('details', 'text', column => column.notNull())
    .execute();
  await db.schema.createIndex('auditLogByAt').on('auditLog').column('at').execute();
  // Entries can only be added. Triggers refuse changes and deletions, so that no bug can make them.
  if (kind === 'sqlite') {
    for (const change of ['update', 'delete']) {
      await sql`
        create trigger ${sql.ref(`audit_log_no_${change}`)} before ${sql.raw(change)} on audit_log
        begin select raise(abort, 'The audit log is append-only.'); end`.execute(db);
    }
    return;
  }
  await sql`
    create function audit_log_is_append_only() returns trigger language plpgsql as
    $$ begin raise exception 'The audit log is append-only.'; end $$`.execute(db);
  await sql`
    create trigger audit_log_no_change before update or delete on audit_log
    for each row execute function audit_log_is_append_only()`.execute(db);
}

/** Creates better-auth's tables with our names. On SQLite, times are text and Booleans are 0 or 1. */
async function createStaff(db: Db, kind: DatabaseKind): Promise<void> {
  const time = kind === 'sqlite' ? 'text' : 'timestamptz';
  const truth = kind === 'sqlite' ? 'integer' : 'boolean';
  await db.schema
    .createTable('staffUsers')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('name', 'text', column => column.notNull())
    .addColumn('email', 'text', column => column.notNull().unique())
    .addColumn('emailVerified', truth, column => column.notNull())
    .addColumn('image', 'text')
    .addColumn('role', 'text', column => column.notNull())
    .addColumn('disabledAt', 'bigint')
    .addColumn('createdAt', time, column => column.notNull())
    .addColumn('updatedAt', time, column => column.notNull())
    .execute();
  await db.schema
    .createTable('staffSessions')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('userId', 'text', column => column.notNull().references('staffUsers.id').onDelete('cascade'))
    .addColumn('token', 'text', column => column.notNull().unique())
    .addColumn('expiresAt', time, column => column.notNull())
    .addColumn('ipAddress', 'text')
    .addColumn('userAgent', 'text')
    .addColumn('createdAt', time, column => column.notNull())
    .addColumn('updatedAt', time, column => column.notNull())
    .execute();
  await db.schema.createIndex('staffSessionsByUser').on('staffSessions').column('userId').execute();
  await db.schema
    .createTable('staffAccounts')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('userId', 'text', column => column.notNull().references('staffUsers.id').onDelete('cascade'))
    .addColumn('accountId', 'text', column => column.notNull())
    .addColumn('providerId', 'text', column => column.notNull())
    .addColumn('password', 'text')
    .addColumn('accessToken', 'text')
    .addColumn('refreshToken', 'text')
    .addColumn('idToken', 'text')
    .addColumn('accessTokenExpiresAt', time)
    .addColumn('refreshTokenExpiresAt', time)
    .addColumn('scope', 'text')
    .addColumn('createdAt', time, column => column.notNull())
    .addColumn('updatedAt', time, column => column.notNull())
    .execute();
  await db.schema.createIndex('staffAccountsByUser').on('staffAccounts').column('userId').execute();
  await db.schema
    .createTable('staffVerifications')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('identifier', 'text', column => column.notNull())
    .addColumn('value', 'text', column => column.notNull())
    .addColumn('expiresAt', time, column => column.notNull())
    .addColumn('createdAt', time, column => column.notNull())
    .addColumn('updatedAt', time, column => column.notNull())
    .execute();
}

async function createStaffLinks(db: Db): Promise<void> {
  await db.schema
    .createTable('invitations')
    .addColumn('invitationId', 'text', column => column.primaryKey())
    .addColumn('email', 'text', column => column.notNull())
    .addColumn('role', 'text', column => column.notNull())
    .addColumn('tokenHash', 'text', column => column.notNull().unique())
    .addColumn('invitedBy', 'text', column => column.notNull())
    .addColumn('createdAt', 'bigint', column => column.notNull())
    .addColumn('expiresAt', 'bigint', column => column.notNull())
    .addColumn('acceptedAt', 'bigint')
    .addColumn('revokedAt', 'bigint')
    .execute();
  await db.schema
    .createTable('setupLinks')
    .addColumn('tokenHash', 'text', column => column.primaryKey())
    .addColumn('createdAt', 'bigint', column => column.notNull())
    .execute();
}
