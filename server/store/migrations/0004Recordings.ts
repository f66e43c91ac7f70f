import { type Kysely, sql } from 'kysely';
import type { Migration } from '../migration.ts';
import type { Tables } from '../schema.ts';

type Db = Kysely<Tables>;

/** Adds jobs that outlive their server, and recording data that interview logs do not contain. */
export const recordings: Migration = {
  name: '0004-recordings',
  async up(db) {
    await createJobs(db);
    await createRecordings(db);
    await createGrants(db);
    await createErasures(db);
    await db.schema
      .createTable('settings')
      .addColumn('name', 'text', column => column.primaryKey())
      .addColumn('value', 'text', column => column.notNull())
      .execute();
  },
};

async function createJobs(db: Db): Promise<void> {
  await db.schema
    .createTable('jobs')
    .addColumn('kind', 'text', column => column.notNull())
    .addColumn('target', 'text', column => column.notNull())
    .addColumn('state', 'text', column => column.notNull())
    .addColumn('beat', 'integer', column => column.notNull())
    .addColumn('run', 'integer', column => column.notNull())
    .addColumn('ownerId', 'text')
    .addColumn('failures', 'integer', column => column.notNull())
    .addColumn('progressPermille', 'integer', column => column.notNull())
    .addColumn('reason', 'text')
    .addColumn('delayMs', 'integer', column => column.notNull())
    .addColumn('retryAt', 'bigint')
    .addColumn('again', 'integer', column => column.notNull())
    .addColumn('stopping', 'integer', column => column.notNull())
    .addColumn('createdAt', 'bigint', column => column.notNull())
    .addPrimaryKeyConstraint('jobsPk', ['kind', 'target'])
    .execute();
  await db.schema.createIndex('jobsByState').on('jobs').column('state').execute();
  await db.schema.createIndex('jobsByTarget').on('jobs').column('target').execute();
}

async function createRecordings(db: Db): Promise<void> {
  await db.schema
    .createTable('recordings')
    .addColumn('recordingId', 'text', column => column.primaryKey())
    .addColumn('interviewId', 'text', column => column.notNull().references('interviews.interviewId'))
    .addColumn('state', 'text', column => column.notNull())
    .addColumn('seenSeq', 'integer', column => column.notNull())
    .addColumn('startedAt', 'bigint', column => column.notNull())
    .addColumn('endedAt', 'bigint')
    .addColumn('durationMs', 'integer')
    .addColumn('finished', 'text')
    .execute();
  await db.schema.createIndex('recordingsByInterview').on('recordings').column('interviewId').execute();
  await db.schema.createIndex('recordingsByState').on('recordings').column('state').execute();
  await db.schema
    .createTable('recordingStretches')
    .addColumn('stretchId', 'text', column => column.primaryKey())
    .addColumn('recordingId', 'text', column => column.notNull().references('recordings.recordingId'))
    .addColumn('nodeId', 'text', column => column.notNull())
    .addColumn('state', 'text', column => column.notNull())
    .addColumn('looks', 'integer', column => column.notNull())
    .execute();
  await db.schema
    .createIndex('recordingStretchesByRecording')
    .on('recordingStretches')
    .column('recordingId')
    .execute();
  await db.schema
    .createTable('recordingFiles')
    .addColumn('fileId', 'text', column => column.primaryKey())
    .addColumn('recordingId', 'text', column => column.notNull().references('recordings.recordingId'))
    .addColumn('name', 'text', column => column.notNull())
    .addColumn('kind', 'text', column => column.notNull())
    .addColumn('storageKey', 'text', column => column.notNull())
    .addColumn('contentType', 'text', column => column.notNull())
    .addColumn('bytes', 'bigint', column => column.notNull())
    .addColumn('sha256', 'text', column => column.notNull())
    .addColumn('state', 'text', column => column.notNull())
    .execute();
  await db.schema
    .createIndex('recordingFilesByRecording')
    .on('recordingFiles')
    .column('recordingId')
    .execute();
  await db.schema
    .createTable('recordingWorkFolders')
    .addColumn('recordingId', 'text', column => column.notNull().references('recordings.recordingId'))
    .addColumn('folderId', 'text', column => column.notNull())
    .addPrimaryKeyConstraint('recordingWorkFoldersPk', ['recordingId', 'folderId'])
    .execute();
  // Finds events about recordings fast. Both databases use the index only for exactly this condition.
  await sql`
    create index recording_events on interview_events (interview_id, seq)
    where kind in ('recording.started', 'recording.erased')`.execute(db);
}

async function createGrants(db: Db): Promise<void> {
  await db.schema
    .createTable('mediaGrants')
    .addColumn('grantHash', 'text', column => column.primaryKey())
    .addColumn('interviewId', 'text', column => column.notNull())
    .addColumn('recordingId', 'text', column => column.notNull().references('recordings.recordingId'))
    .addColumn('userId', 'text')
    .addColumn('seatId', 'text')
    .addColumn('linkId', 'text')
    .addColumn('expiresAt', 'bigint', column => column.notNull())
    .execute();
  await db.schema.createIndex('mediaGrantsByRecording').on('mediaGrants').column('recordingId').execute();
  await db.schema
    .createTable('mediaGrantUses')
    .addColumn('grantHash', 'text', column =>
      column.notNull().references('mediaGrants.grantHash').onDelete('cascade'),
    )
    .addColumn('use', 'text', column => column.notNull())
    .addPrimaryKeyConstraint('mediaGrantUsesPk', ['grantHash', 'use'])
    .execute();
}

async function createErasures(db: Db): Promise<void> {
  await db.schema
    .createTable('erasureReceipts')
    .addColumn('receiptId', 'text', column => column.primaryKey())
    .addColumn('interviewId', 'text', column => column.notNull())
    .addColumn('recordingId', 'text', column => column.notNull().unique())
    .addColumn('cause', 'text', column => column.notNull())
    .addColumn('requestedAt', 'bigint', column => column.notNull())
    .addColumn('completedAt', 'bigint')
    .addColumn('files', 'integer', column => column.notNull())
    .addColumn('bytes', 'bigint', column => column.notNull())
    .addColumn('digest', 'text')
    .execute();
  await db.schema
    .createIndex('erasureReceiptsByInterview')
    .on('erasureReceipts')
    .column('interviewId')
    .execute();
  await db.schema
    .createTable('erasedFiles')
    .addColumn('recordingId', 'text', column => column.notNull())
    .addColumn('name', 'text', column => column.notNull())
    .addColumn('bytes', 'bigint', column => column.notNull())
    .addColumn('sha256', 'text', column => column.notNull())
    .addPrimaryKeyConstraint('erasedFilesPk', ['recordingId', 'name'])
    .execute();
}
