import type { Kysely } from 'kysely';
import type { Migration } from '../migration.ts';
import type { Tables } from '../schema.ts';

type Db = Kysely<Tables>;

/** The public site: role pages, practice attempts on private pages, and mail. */
export const publicJourney: Migration = {
  name: '0005-public-journey',
  async up(db) {
    await countInterviews(db);
    await createPublications(db);
    await createPractice(db);
    await createMail(db);
  },
};

async function countInterviews(db: Db): Promise<void> {
  await db.schema.alterTable('interviews').addColumn('practice', 'text').execute();
  // Interviews that ended before answers were counted are assumed to have one answer.
  await db.schema
    .alterTable('interviews')
    .addColumn('answers', 'integer', column => column.notNull().defaultTo(1))
    .execute();
  await db.schema.alterTable('interviews').addColumn('feedbackAt', 'bigint').execute();
  await db.schema.createIndex('interviewsByKit').on('interviews').columns(['kitId', 'phase']).execute();
  await db.schema
    .createTable('feedbackRatings')
    .addColumn('interviewId', 'text', column => column.primaryKey())
    .addColumn('kitId', 'text', column => column.notNull().references('kits.kitId'))
    .addColumn('stars', 'integer', column => column.notNull())
    .addColumn('ratedAt', 'bigint', column => column.notNull())
    .execute();
  await db.schema.createIndex('feedbackRatingsByKit').on('feedbackRatings').column('kitId').execute();
}

async function createPublications(db: Db): Promise<void> {
  await db.schema
    .createTable('publications')
    .addColumn('kitId', 'text', column => column.primaryKey().references('kits.kitId'))
    .addColumn('slug', 'text', column => column.notNull().unique())
    .addColumn('published', 'integer', column => column.notNull())
    .addColumn('position', 'integer', column => column.notNull())
    .addColumn('publishedAt', 'bigint')
    .addColumn('updatedAt', 'bigint', column => column.notNull())
    .execute();
  await db.schema
    .createTable('earlierSlugs')
    .addColumn('slug', 'text', column => column.primaryKey())
    .addColumn('kitId', 'text', column => column.notNull().references('kits.kitId'))
    .execute();
}

async function createPractice(db: Db): Promise<void> {
  await db.schema
    .createTable('practicePages')
    .addColumn('pageId', 'text', column => column.primaryKey())
    .addColumn('tokenHash', 'text', column => column.notNull().unique())
    .addColumn('name', 'text')
    .addColumn('email', 'text')
    .addColumn('createdAt', 'bigint', column => column.notNull())
    .execute();
  await db.schema
    .createTable('practiceAttempts')
    .addColumn('interviewId', 'text', column => column.primaryKey())
    .addColumn('pageId', 'text', column => column.notNull().references('practicePages.pageId'))
    .addColumn('kitId', 'text', column => column.notNull().references('kits.kitId'))
    .addColumn('kitVersion', 'integer', column => column.notNull())
    .addColumn('role', 'text', column => column.notNull())
    .addColumn('length', 'text', column => column.notNull())
    .addColumn('purpose', 'text', column => column.notNull())
    .addColumn('questionIds', 'text', column => column.notNull())
    .addColumn('plannedMinutes', 'integer', column => column.notNull())
    .addColumn('state', 'text', column => column.notNull())
    .addColumn('createdAt', 'bigint', column => column.notNull())
    .addColumn('seenAt', 'bigint', column => column.notNull())
    .addColumn('admittedAt', 'bigint')
    .addColumn('note', 'text', column => column.notNull())
    .execute();
  await db.schema.createIndex('practiceAttemptsByPage').on('practiceAttempts').column('pageId').execute();
  await db.schema
    .createIndex('practiceAttemptsByState')
    .on('practiceAttempts')
    .columns(['state', 'createdAt'])
    .execute();
  await db.schema
    .createTable('practiceReceipts')
    .addColumn('receiptId', 'text', column => column.primaryKey())
    .addColumn('scope', 'text', column => column.notNull())
    .addColumn('requestedAt', 'bigint', column => column.notNull())
    .addColumn('completedAt', 'bigint')
    .addColumn('attempts', 'integer', column => column.notNull())
    .addColumn('files', 'integer', column => column.notNull())
    .addColumn('bytes', 'bigint', column => column.notNull())
    .execute();
  await db.schema
    .createTable('practicePurges')
    .addColumn('interviewId', 'text', column => column.primaryKey())
    .addColumn('receiptId', 'text', column => column.notNull().references('practiceReceipts.receiptId'))
    .execute();
  await db.schema.createIndex('practicePurgesByReceipt').on('practicePurges').column('receiptId').execute();
  // Set for grants that belong to a private page.
  await db.schema.alterTable('mediaGrants').addColumn('pageId', 'text').execute();
}

async function createMail(db: Db): Promise<void> {
  await db.schema
    .createTable('mails')
    .addColumn('mailId', 'text', column => column.primaryKey())
    .addColumn('onceKey', 'text', column => column.notNull().unique())
    .addColumn('kind', 'text', column => column.notNull())
    .addColumn('address', 'text', column => column.notNull())
    .addColumn('content', 'text', column => column.notNull())
    .addColumn('secret', 'text')
    .addColumn('state', 'text', column => column.notNull())
    .addColumn('reason', 'text')
    .addColumn('createdAt', 'bigint', column => column.notNull())
    .addColumn('sentAt', 'bigint')
    .addColumn('pageId', 'text')
    .execute();
  await db.schema.createIndex('mailsByPage').on('mails').column('pageId').execute();
}
