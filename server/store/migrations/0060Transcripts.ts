import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

/**
 * Adds transcripts of recordings with their search index, and who has locked a scorecard. In SQLite, both the table and
 * the file overwrite deleted words (`secure-delete` here, `secure_delete` of the connection).
 */
export const transcripts: Migration = {
  name: '0060-transcripts',
  async up(db, kind) {
    await db.schema
      .alterTable('staffSeats')
      .addColumn('locked', 'integer', column => column.notNull().defaultTo(0))
      .execute();
    await db.schema
      .createTable('transcripts')
      .addColumn('recordingId', 'text', column => column.primaryKey())
      .addColumn('interviewId', 'text', column => column.notNull())
      .addColumn('state', 'text', column => column.notNull())
      .addColumn('reason', 'text')
      .addColumn('language', 'text')
      .addColumn('engine', 'text')
      .addColumn('madeAt', 'bigint')
      .addColumn('deletedSeats', 'text', column => column.notNull().defaultTo('[]'))
      .execute();
    await db.schema
      .createTable('transcriptPassages')
      .addColumn('passageId', 'text', column => column.primaryKey())
      .addColumn('recordingId', 'text', column => column.notNull())
      .addColumn('interviewId', 'text', column => column.notNull())
      .addColumn('seatId', 'text', column => column.notNull())
      .addColumn('fromMs', 'integer', column => column.notNull())
      .addColumn('toMs', 'integer', column => column.notNull())
      .addColumn('understood', 'integer', column => column.notNull())
      .addColumn('words', 'text', column => column.notNull())
      .execute();
    await db.schema
      .createTable('transcriptCorrections')
      .addColumn('correctionId', 'text', column => column.primaryKey())
      .addColumn('passageId', 'text', column => column.notNull())
      .addColumn('recordingId', 'text', column => column.notNull())
      .addColumn('interviewId', 'text', column => column.notNull())
      .addColumn('seatId', 'text', column => column.notNull())
      .addColumn('text', 'text', column => column.notNull())
      .addColumn('correctedBy', 'text', column => column.notNull())
      .addColumn('byName', 'text', column => column.notNull())
      .addColumn('at', 'bigint', column => column.notNull())
      .execute();
    for (const table of ['transcriptPassages', 'transcriptCorrections'] as const)
      await db.schema.createIndex(`${table}ByRecording`).on(table).column('recordingId').execute();
    await db.schema.createIndex('transcriptsByInterview').on('transcripts').column('interviewId').execute();
    for (const statement of kind === 'sqlite' ? SQLITE_INDEX : POSTGRES_INDEX)
      await sql.raw(statement).execute(db);
  },
};

const ENTRY_COLUMNS = `
  recording_id text not null,
  interview_id text not null,
  passage_id text,
  seat_id text,
  question_id text,
  question text,
  at_ms integer not null,
  text text not null,
  tokens text not null`;

const ENTRY_INDEXES = [
  'create index transcript_entries_by_recording on transcript_entries (recording_id)',
  'create index transcript_entries_by_interview on transcript_entries (interview_id, at_ms)',
  'create index transcript_entries_by_passage on transcript_entries (passage_id)',
];

const SQLITE_INDEX = [
  `create table transcript_entries (entry_id integer primary key autoincrement, ${ENTRY_COLUMNS})`,
  ...ENTRY_INDEXES,
  `create virtual table transcript_search using fts5(
    tokens, content='transcript_entries', content_rowid='entry_id', tokenize='ascii', detail='none', prefix='2 3')`,
  `insert into transcript_search (transcript_search, rank) values ('secure-delete', 1)`,
  `create trigger transcript_entries_added after insert on transcript_entries begin
    insert into transcript_search (rowid, tokens) values (new.entry_id, new.tokens);
  end`,
  `create trigger transcript_entries_deleted after delete on transcript_entries begin
    insert into transcript_search (transcript_search, rowid, tokens)
      values ('delete', old.entry_id, old.tokens);
  end`,
  `create trigger transcript_entries_changed after update of tokens on transcript_entries begin
    insert into transcript_search (transcript_search, rowid, tokens)
      values ('delete', old.entry_id, old.tokens);
    insert into transcript_search (rowid, tokens) values (new.entry_id, new.tokens);
  end`,
];

const POSTGRES_INDEX = [
  `create table transcript_entries (
    entry_id bigint generated always as identity primary key, ${ENTRY_COLUMNS},
    document tsvector generated always as (to_tsvector('simple', tokens)) stored)`,
  ...ENTRY_INDEXES,
  'create index transcript_entries_by_words on transcript_entries using gin (document) with (fastupdate = off)',
  // Without these, the planner's statistics would keep whole passages after they are deleted.
  `alter table transcript_entries alter text set statistics 0, alter tokens set statistics 0,
    alter question set statistics 0`,
  'alter table transcript_passages alter words set statistics 0',
  'alter table transcript_corrections alter text set statistics 0',
];
