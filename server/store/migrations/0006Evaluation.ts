import type { Kysely } from 'kysely';
import type { Migration } from '../migration.ts';
import type { Tables } from '../schema.ts';

type Db = Kysely<Tables>;

/** Evaluation by people: a queue with claims, and reports with their clips, links, and replies. */
export const evaluation: Migration = {
  name: '0006-evaluation',
  async up(db) {
    await createQueue(db);
    await createReports(db);
    await createReading(db);
    await createDigests(db);
  },
};

async function createQueue(db: Db): Promise<void> {
  await db.schema
    .createTable('evaluations')
    .addColumn('interviewId', 'text', column => column.primaryKey().references('interviews.interviewId'))
    .addColumn('kind', 'text', column => column.notNull())
    .addColumn('kitId', 'text', column => column.notNull())
    .addColumn('role', 'text', column => column.notNull())
    .addColumn('locale', 'text', column => column.notNull())
    .addColumn('length', 'text')
    .addColumn('questions', 'integer', column => column.notNull())
    .addColumn('minutes', 'integer', column => column.notNull())
    .addColumn('candidate', 'text', column => column.notNull())
    .addColumn('endedAt', 'bigint', column => column.notNull())
    .addColumn('promisedAt', 'bigint', column => column.notNull())
    .addColumn('stage', 'text', column => column.notNull())
    .addColumn('asked', 'integer', column => column.notNull().defaultTo(1))
    .addColumn('ratable', 'integer', column => column.notNull().defaultTo(1))
    .addColumn('raters', 'integer', column => column.notNull())
    .addColumn('locked', 'integer', column => column.notNull())
    .addColumn('seenSeq', 'integer', column => column.notNull())
    .addColumn('agreedRatings', 'text')
    .addColumn('agreedBy', 'text')
    .addColumn('agreedAt', 'bigint')
    .addColumn('warnedAt', 'bigint')
    .execute();
  await db.schema
    .createIndex('evaluationsByPromise')
    .on('evaluations')
    .columns(['stage', 'promisedAt', 'interviewId'])
    .execute();
  await db.schema
    .createIndex('evaluationsByChoice')
    .on('evaluations')
    .columns(['stage', 'kitId', 'locale', 'role'])
    .execute();
  await db.schema
    .createTable('evaluationClaims')
    .addColumn('interviewId', 'text', column => column.notNull().references('evaluations.interviewId'))
    .addColumn('userId', 'text', column => column.notNull())
    .addColumn('seatId', 'text', column => column.notNull())
    .addColumn('state', 'text', column => column.notNull())
    .addColumn('reason', 'text')
    .addColumn('shadow', 'integer', column => column.notNull())
    .addColumn('claimedAt', 'bigint', column => column.notNull())
    .addColumn('expiresAt', 'bigint', column => column.notNull())
    .addColumn('touchedAt', 'bigint', column => column.notNull())
    .addColumn('workedMs', 'bigint', column => column.notNull())
    .addColumn('lockedAt', 'bigint')
    .addPrimaryKeyConstraint('evaluationClaimsPk', ['interviewId', 'userId'])
    .execute();
  await db.schema
    .createIndex('evaluationClaimsByState')
    .on('evaluationClaims')
    .columns(['state', 'expiresAt'])
    .execute();
  await db.schema
    .createIndex('evaluationClaimsByUser')
    .on('evaluationClaims')
    .columns(['userId', 'state'])
    .execute();
}

async function createReports(db: Db): Promise<void> {
  await db.schema
    .createTable('reports')
    .addColumn('interviewId', 'text', column => column.primaryKey().references('interviews.interviewId'))
    .addColumn('state', 'text', column => column.notNull())
    .addColumn('version', 'integer', column => column.notNull())
    .addColumn('content', 'text', column => column.notNull())
    .addColumn('savedBy', 'text')
    .addColumn('savedAt', 'bigint')
    .addColumn('published', 'text')
    .addColumn('publishedVersion', 'integer')
    .addColumn('publishedAt', 'bigint')
    .addColumn('updatedAt', 'bigint')
    .addColumn('publishedBy', 'text')
    .execute();
  await db.schema
    .createTable('reportVersions')
    .addColumn('interviewId', 'text', column => column.notNull().references('reports.interviewId'))
    .addColumn('version', 'integer', column => column.notNull())
    .addColumn('content', 'text', column => column.notNull())
    .addColumn('savedBy', 'text', column => column.notNull())
    .addColumn('savedAt', 'bigint', column => column.notNull())
    .addPrimaryKeyConstraint('reportVersionsPk', ['interviewId', 'version'])
    .execute();
  await db.schema
    .createTable('reportClips')
    .addColumn('interviewId', 'text', column => column.notNull().references('reports.interviewId'))
    .addColumn('fromMs', 'integer', column => column.notNull())
    .addColumn('toMs', 'integer', column => column.notNull())
    .addColumn('state', 'text', column => column.notNull())
    .addColumn('fileId', 'text')
    .addColumn('durationMs', 'integer')
    .addPrimaryKeyConstraint('reportClipsPk', ['interviewId', 'fromMs', 'toMs'])
    .execute();
}

async function createReading(db: Db): Promise<void> {
  await db.schema
    .createTable('reportReplies')
    .addColumn('interviewId', 'text', column => column.primaryKey().references('reports.interviewId'))
    .addColumn('guess', 'text')
    .addColumn('guessedAt', 'bigint')
    .addColumn('firstOpenedAt', 'bigint')
    .addColumn('question', 'text')
    .addColumn('askedAt', 'bigint')
    .addColumn('answer', 'text')
    .addColumn('answeredAt', 'bigint')
    .addColumn('answeredBy', 'text')
    .execute();
  await db.schema
    .createTable('reportLinks')
    .addColumn('linkId', 'text', column => column.primaryKey())
    .addColumn('interviewId', 'text', column => column.notNull().references('reports.interviewId'))
    .addColumn('kind', 'text', column => column.notNull())
    .addColumn('tokenHash', 'text', column => column.notNull().unique())
    .addColumn('withClips', 'integer', column => column.notNull())
    .addColumn('createdAt', 'bigint', column => column.notNull())
    .addColumn('expiresAt', 'bigint')
    .addColumn('revokedAt', 'bigint')
    .execute();
  await db.schema.createIndex('reportLinksByInterview').on('reportLinks').column('interviewId').execute();
  await db.schema
    .createTable('reportLinkOpenings')
    .addColumn('openingId', 'text', column => column.primaryKey())
    .addColumn('linkId', 'text', column => column.notNull().references('reportLinks.linkId'))
    .addColumn('at', 'bigint', column => column.notNull())
    .execute();
  await db.schema.createIndex('reportLinkOpeningsByLink').on('reportLinkOpenings').column('linkId').execute();
  await db.schema.alterTable('mediaGrants').addColumn('reportLinkId', 'text').execute();
  for (const column of ['specific', 'fair', 'nextStep', 'line'] as const)
    await db.schema.alterTable('feedbackRatings').addColumn(column, 'text').execute();
  await db.schema.alterTable('feedbackRatings').addColumn('firstRatedAt', 'bigint').execute();
}

async function createDigests(db: Db): Promise<void> {
  await db.schema
    .createTable('digests')
    .addColumn('userId', 'text', column => column.primaryKey())
    .addColumn('tokenHash', 'text')
    .addColumn('unsubscribedAt', 'bigint')
    .addColumn('lastAt', 'bigint', column => column.notNull())
    .execute();
  await db.schema.createIndex('digestsByToken').on('digests').column('tokenHash').execute();
}
