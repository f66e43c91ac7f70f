import { expressionBuilder, type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import { InterviewId, PassageId, SeatId } from '../../shared/ids.ts';
import { ListedSeat, type NameFacts } from '../../shared/interview/visibility.ts';
import { QuestionId } from '../../shared/kit/kitIds.ts';
import { DatabaseStore } from './database.ts';
import {
  isEvaluated,
  isListedFor,
  type ListReader,
  ownInterviews,
  ownPart,
  ownPartIn,
} from './interviewSearch.ts';
import type { Tables } from './schema.ts';
import { EntryQuestion } from './transcriptStore.ts';
import { queryTokens } from './transcriptTokens.ts';

export interface TranscriptSearch {
  reader: ListReader;
  query: string;
  /** True if raters see transcripts before they lock. */
  ratersSee: boolean;
  interviewId?: InterviewId | undefined;
  /** Only entries that are older than this one. */
  before?: number | undefined;
}

export interface FoundEntry {
  entryId: number;
  interviewId: InterviewId;
  atMs: number;
  text: string;
  /** Absent for questions. */
  passageId?: PassageId;
  seatId?: SeatId;
  questionId?: QuestionId;
  question?: EntryQuestion;
  startedAt: number;
  interview: NameFacts & {
    title: string;
    jobRole: string;
    seats: ListedSeat[];
    own?: ReturnType<typeof ownPartIn>['own'];
  };
}

/** Newest hits that are looked at together, and sorted by how well they match. */
export const SEARCH_WINDOW = 200;

/** Finds words in transcripts. Never looks at a word that the reader may not see. */
export class TranscriptSearchStore extends DatabaseStore {
  /** Returns the newest matching entries, newest first. Of one interview, in order of time, without `before`. */
  async search(search: TranscriptSearch): Promise<FoundEntry[]> {
    const tokens = queryTokens(search.query);
    const ids = tokens.length === 0 ? [] : await this.#find(search, tokens);
    if (ids.length === 0) return [];
    const position = new Map(ids.map((id, index) => [id, index]));
    const email = search.reader.email.toLowerCase();
    const rows = await this.kysely
      .selectFrom('transcriptEntries as entries')
      .innerJoin('interviews', 'interviews.interviewId', 'entries.interviewId')
      .innerJoin('recordings', 'recordings.recordingId', 'entries.recordingId')
      .select(['entries.entryId', 'entries.interviewId', 'entries.atMs', 'entries.text', 'entries.seatId'])
      .select(['entries.passageId', 'entries.questionId', 'entries.question'])
      .select(['recordings.startedAt', 'interviews.title', 'interviews.jobRole', 'interviews.seats'])
      .select(['interviews.practice', 'interviews.phase', 'interviews.namesHidden'])
      .select(['interviews.scorecardsOpen', 'interviews.scoringClosed'])
      .select(ownPart(expressionBuilder<Tables, 'interviews'>(), email).as('ownPart'))
      .where('entries.entryId', 'in', ids)
      .execute();
    const found = rows.toSorted(
      (a, b) => (position.get(Number(a.entryId)) ?? 0) - (position.get(Number(b.entryId)) ?? 0),
    );
    // Many entries are of the same interview.
    const seatsOf = new Map<string, ListedSeat[]>();
    for (const { interviewId, seats } of rows)
      if (!seatsOf.has(interviewId)) seatsOf.set(interviewId, z.array(ListedSeat).parse(JSON.parse(seats)));
    return found.map(row => ({
      entryId: Number(row.entryId),
      interviewId: InterviewId.parse(row.interviewId),
      atMs: row.atMs,
      text: row.text,
      ...(row.passageId !== null && { passageId: PassageId.parse(row.passageId) }),
      ...(row.seatId !== null && { seatId: SeatId.parse(row.seatId) }),
      ...(row.questionId !== null && { questionId: QuestionId.parse(row.questionId) }),
      ...(row.question !== null && { question: EntryQuestion.parse(JSON.parse(row.question)) }),
      startedAt: Number(row.startedAt),
      interview: {
        title: row.title,
        jobRole: row.jobRole,
        seats: seatsOf.get(row.interviewId) ?? [],
        namesHidden: row.namesHidden === 1,
        practice: row.practice !== null,
        ended: row.phase === 'ended',
        scorecardsOpen: row.scorecardsOpen === 1,
        scoringClosed: row.scoringClosed === 1,
        ...ownPartIn(row.ownPart),
      },
    }));
  }

  /** Returns the questions of interviews, by interview and question. */
  async questionsOf(interviewIds: readonly InterviewId[]): Promise<Map<string, EntryQuestion>> {
    if (interviewIds.length === 0) return new Map();
    const rows = await this.kysely
      .selectFrom('transcriptEntries')
      .select(['interviewId', 'questionId', 'question'])
      .where('interviewId', 'in', interviewIds)
      .where('passageId', 'is', null)
      .execute();
    return new Map(
      rows.map(({ interviewId, questionId, question }) => [
        `${interviewId} ${questionId}`,
        EntryQuestion.parse(JSON.parse(question ?? '')),
      ]),
    );
  }

  /** Returns the ids of entries that match, and that the reader may see. */
  async #find(search: TranscriptSearch, tokens: readonly string[]): Promise<number[]> {
    const { reader, interviewId, before } = search;
    const email = reader.email.toLowerCase();
    const isSqlite = this.database.kind === 'sqlite';
    const conditions = [
      sql`interviews.interview_id = entries.interview_id`,
      sql`${isListedFor(this.kysely, reader)}`,
      sql`${isEvaluated()}`,
      ...(search.ratersSee ? [] : [sql`${isShownTo(email)}`]),
      ...(before === undefined ? [] : [sql`entries.entry_id < ${before}`]),
    ];
    let from = sql`transcript_entries as entries, interviews`;
    let order = sql`entries.entry_id desc`;
    if (interviewId !== undefined || !reader.all) {
      // Someone who may see few interviews looks through these. The index would find the entries of all.
      const few = ownInterviews(this.kysely, email);
      conditions.push(
        hasTokens(tokens),
        interviewId === undefined
          ? sql`entries.interview_id in ${few}`
          : sql`entries.interview_id = ${interviewId}`,
      );
      if (interviewId !== undefined) order = sql`entries.at_ms, entries.entry_id`;
    } else if (isSqlite) {
      // In this order, SQLite reads the index from new to old, and stops after enough entries.
      from = sql`transcript_search cross join transcript_entries as entries cross join interviews`;
      order = sql`transcript_search.rowid desc`;
      conditions.push(
        sql`transcript_search match ${sqliteQuery(tokens)}`,
        sql`entries.entry_id = transcript_search.rowid`,
        ...(before === undefined ? [] : [sql`transcript_search.rowid < ${before}`]),
      );
    } else conditions.push(sql`entries.document @@ to_tsquery('simple', ${postgresQuery(tokens)})`);
    const { rows } = await sql<{ entryId: number }>`
      select entries.entry_id from ${from} where ${sql.join(conditions, sql` and `)}
      order by ${order} limit ${sql.lit(SEARCH_WINDOW)}`.execute(this.kysely);
    return rows.map(({ entryId }) => Number(entryId));
  }
}

// Tokens are letters and digits only, so that no query has a syntax of its own.

function sqliteQuery(tokens: readonly string[]): string {
  return tokens.map((token, index) => `"${token}"${index === tokens.length - 1 ? '*' : ''}`).join(' ');
}

function postgresQuery(tokens: readonly string[]): string {
  return tokens.map((token, index) => `'${token}'${index === tokens.length - 1 ? ':*' : ''}`).join(' & ');
}

/** SQL that is true for entries with these words, without the index. */
function hasTokens(tokens: readonly string[]): RawBuilder<boolean> {
  const last = tokens.length - 1;
  const each = tokens.map((token, index) => {
    const pattern = `% ${token}${index === last ? '' : ' '}%`;
    return sql`' ' || entries.tokens || ' ' like ${pattern}`;
  });
  return sql<boolean>`(${sql.join(each, sql` and `)})`;
}

/** SQL like `transcriptHidden`, negated, for a member of staff. */
function isShownTo(email: string) {
  const { eb, or, not, selectFrom } = expressionBuilder<Tables, 'interviews'>();
  const rating = selectFrom('staffSeats')
    .select('staffSeats.interviewId')
    .where('staffSeats.email', '=', email)
    .where('staffSeats.role', 'in', ['interviewer', 'evaluator'])
    .where('staffSeats.locked', '=', 0);
  return or([
    eb('interviews.kitId', 'is', null),
    eb('interviews.scoringClosed', '=', 1),
    not(eb('interviews.interviewId', 'in', rating)),
  ]);
}
