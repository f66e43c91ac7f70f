import { type Kysely, sql } from 'kysely';
import type { DatabaseKind } from '../database.ts';
import type { Migration } from '../migration.ts';
import type { Tables } from '../schema.ts';

/** Adds one record for each person across interviews, and decisions about candidates. */
export const candidates: Migration = {
  name: '0029-candidates',
  async up(db, kind) {
    await db.schema
      .alterTable('interviews')
      .addColumn('candidatesSeq', 'integer', column => column.notNull().defaultTo(0))
      .execute();
    await sql`
      create index interviews_to_record on interviews (interview_id)
      where practice is null and candidates_seq < last_seq`.execute(db);
    await createRecords(db);
    await createDecisions(db, kind);
  },
};

async function createRecords(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('candidates')
    .addColumn('candidateId', 'text', column => column.primaryKey())
    .addColumn('keyHash', 'text', column => column.notNull().unique())
    .addColumn('rootId', 'text', column => column.notNull())
    .addColumn('mergedInto', 'text')
    .addColumn('createdAt', 'bigint', column => column.notNull())
    .execute();
  await db.schema.createIndex('candidatesByRoot').on('candidates').column('rootId').execute();
  await db.schema
    .createTable('candidateSeats')
    .addColumn('seatId', 'text', column => column.primaryKey())
    .addColumn('interviewId', 'text', column => column.notNull().references('interviews.interviewId'))
    .addColumn('candidateId', 'text', column => column.notNull().references('candidates.candidateId'))
    .addColumn('name', 'text', column => column.notNull())
    .addColumn('address', 'text')
    .addColumn('search', 'text', column => column.notNull())
    .addColumn('deletedAt', 'bigint')
    .execute();
  await db.schema
    .createIndex('candidateSeatsByInterview')
    .on('candidateSeats')
    .column('interviewId')
    .execute();
  await db.schema
    .createIndex('candidateSeatsByCandidate')
    .on('candidateSeats')
    .column('candidateId')
    .execute();
  await db.schema
    .createTable('candidateMerges')
    .addColumn('mergeId', 'text', column => column.primaryKey())
    .addColumn('candidateId', 'text', column => column.notNull().references('candidates.candidateId'))
    .addColumn('intoId', 'text', column => column.notNull().references('candidates.candidateId'))
    .addColumn('mergedBy', 'text', column => column.notNull())
    .addColumn('mergedAt', 'bigint', column => column.notNull())
    .addColumn('undoneBy', 'text')
    .addColumn('undoneAt', 'bigint')
    .execute();
  // A record is merged into one other record at a time, even if two members merge it in the same moment.
  await sql`
    create unique index candidate_merges_open on candidate_merges (candidate_id)
    where undone_at is null`.execute(db);
  await db.schema
    .createTable('candidatePages')
    .addColumn('pageId', 'text', column => column.primaryKey().references('practicePages.pageId'))
    .addColumn('seatId', 'text', column => column.notNull())
    .addColumn('linkedAt', 'bigint', column => column.notNull())
    .execute();
  await db.schema.createIndex('candidatePagesBySeat').on('candidatePages').column('seatId').execute();
}

/** Decisions are only added. The key lets one of two members who decide in the same moment succeed. */
async function createDecisions(db: Kysely<Tables>, kind: DatabaseKind): Promise<void> {
  await db.schema
    .createTable('candidateDecisions')
    .addColumn('seatId', 'text', column => column.notNull())
    .addColumn('number', 'integer', column => column.notNull())
    .addColumn('interviewId', 'text', column => column.notNull().references('interviews.interviewId'))
    .addColumn('jobRole', 'text', column => column.notNull())
    .addColumn('stage', 'text', column => column.notNull())
    .addColumn('outcome', 'text', column => column.notNull())
    .addColumn('reason', 'text', column => column.notNull())
    .addColumn('decidedBy', 'text', column => column.notNull())
    .addColumn('at', 'bigint', column => column.notNull())
    .addPrimaryKeyConstraint('candidateDecisionsKey', ['seatId', 'number'])
    .execute();
  await db.schema
    .createIndex('candidateDecisionsByInterview')
    .on('candidateDecisions')
    .column('interviewId')
    .execute();
  if (kind === 'sqlite') {
    for (const change of ['update', 'delete'])
      await sql`
        create trigger ${sql.ref(`candidate_decisions_no_${change}`)}
        before ${sql.raw(change)} on candidate_decisions
        begin select raise(abort, 'A decision never changes.'); end`.execute(db);
    return;
  }
  await sql`
    create function candidate_decisions_never_change() returns trigger language plpgsql as
    $$ begin raise exception 'A decision never changes.'; end $$`.execute(db);
  await sql`
    create trigger candidate_decisions_no_change before update or delete on candidate_decisions
    for each row execute function candidate_decisions_never_change()`.execute(db);
}
