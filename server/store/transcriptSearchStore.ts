import { expressionBuilder, type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import { InterviewId, SeatId } from '../../shared/ids.ts';
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
    const { reader, query, interviewId, before } = search;
    const tokens = queryTokens(query);
    if (tokens.length === 0) return [];
    const email = reader.email.toLowerCase();
    // A reader of few interviews, or of one, looks through their entries. The index would find those of all.
    const isNarrow = interviewId !== undefined || !reader.all;
    const rows = await this.kysely
      .selectFrom('transcriptEntries as entries')
      .innerJoin('interviews', 'interviews.interviewId', 'entries.interviewId')
      .innerJoin('recordings', 'recordings.recordingId', 'entries.recordingId')
      .select(['entries.entryId', 'entries.interviewId', 'entries.atMs', 'entries.text', 'entries.seatId'])
      .select(['entries.questionId', 'entries.question', 'entries.passageId', 'entries.recordingId'])
      .select(['recordings.startedAt', 'interviews.title', 'interviews.jobRole', 'interviews.seats'])
      .select(['interviews.practice', 'interviews.phase', 'interviews.namesHidden'])
      .select(['interviews.scorecardsOpen', 'interviews.scoringClosed'])
      .select(ownPart(expressionBuilder<Tables, 'interviews'>(), email).as('ownPart'))
      .where(isNarrow ? hasTokens(tokens) : this.#matches(tokens))
      .where(isListedFor(this.kysely, reader))
      .where(isEvaluated())
      .where(search.ratersSee ? sql<boolean>`1 = 1` : isShownTo(email))
      .$if(isNarrow && interviewId === undefined, found =>
        found.where('entries.interviewId', 'in', ownInterviews(this.kysely, email)),
      )
      .$if(interviewId !== undefined, found => found.where('entries.interviewId', '=', interviewId ?? ''))
      .$if(before !== undefined, found => found.where('entries.entryId', '<', before ?? 0))
      .$if(interviewId !== undefined, found => found.orderBy('entries.atMs').orderBy('entries.entryId'))
      .$if(interviewId === undefined, found => found.orderBy('entries.entryId', 'desc'))
      .limit(SEARCH_WINDOW)
      .execute();
    return rows.map(row => ({
      entryId: Number(row.entryId),
      interviewId: InterviewId.parse(row.interviewId),
      atMs: row.atMs,
      text: row.text,
      ...(row.seatId !== null && { seatId: SeatId.parse(row.seatId) }),
      ...(row.questionId !== null && { questionId: QuestionId.parse(row.questionId) }),
      ...(row.question !== null && { question: EntryQuestion.parse(JSON.parse(row.question)) }),
      startedAt: Number(row.startedAt),
      interview: {
        title: row.title,
        jobRole: row.jobRole,
        seats: z.array(ListedSeat).parse(JSON.parse(row.seats)),
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

  #matches(tokens: readonly string[]): RawBuilder<boolean> {
    // Tokens are letters and digits only, so that no query has a syntax of its own.
    const last = tokens.length - 1;
    if (this.database.kind === 'sqlite') {
      const match = tokens.map((token, index) => `"${token}"${index === last ? '*' : ''}`).join(' ');
      return sql<boolean>`entries.entry_id in (
        select rowid from transcript_search where transcript_search match ${match})`;
    }
    const match = tokens.map((token, index) => `'${token}'${index === last ? ':*' : ''}`).join(' & ');
    return sql<boolean>`entries.document @@ to_tsquery('simple', ${match})`;
  }
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
