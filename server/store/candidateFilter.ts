import { expressionBuilder, type SelectQueryBuilder, sql } from 'kysely';
import type { DecisionOutcome, DecisionStage } from '../../shared/candidates/decision.ts';
import type { CandidateSort } from '../../shared/protocol/candidateRoutes.ts';
import { containsWord, type ListReader, ownPart, searchWords } from './interviewSearch.ts';
import type { Tables } from './schema.ts';

export interface CandidateQuery {
  reader: ListReader;
  search?: string | undefined;
  stage?: DecisionStage | undefined;
  outcome?: DecisionOutcome | 'none' | undefined;
  jobRole?: string | undefined;
  sort?: CandidateSort | undefined;
  /** The reader, who knows their own decisions. */
  userId?: string | undefined;
  now?: number | undefined;
}

/** Seats of candidates, with their records and interviews. */
export type ShownSeats = SelectQueryBuilder<
  Tables & { records: Tables['candidates'] },
  'candidateSeats' | 'candidates' | 'records' | 'interviews',
  object
>;

/** Returns the seats that match a query. */
export function matching(seats: ShownSeats, query: CandidateQuery): ShownSeats {
  const { search = '', jobRole } = query;
  return searchWords(search)
    .reduce(
      (found, word) => found.where(containsWord(sql.ref('candidateSeats.search'), word)),
      seats.where(decidedAs(query)),
    )
    .$if(jobRole !== undefined, found => found.where('interviews.jobRole', '=', jobRole ?? ''));
}

const EVERY = sql<boolean>`1 = 1`;

/**
 * SQL for seats whose last decision matches. Members who still rate the interview, or will, find it undecided
 * unless the candidate withdrew or they decided themselves, because a decision would influence their ratings.
 */
function decidedAs({ stage, outcome, reader, userId = '', now = Date.now() }: CandidateQuery) {
  if (stage === undefined && outcome === undefined) return EVERY;
  const part = ownPart(expressionBuilder<Tables, 'interviews'>(), reader.email);
  const settled = sql`interviews.phase not in ('lobby', 'open')
    and (interviews.raters_due = 0 or interviews.rating_until < ${now})`;
  const last = sql`select 1 from candidate_decisions d where d.seat_id = candidate_seats.seat_id
    and not exists (select 1 from candidate_decisions n where n.seat_id = d.seat_id and n.number > d.number)
    and (d.outcome = 'withdrawn' or d.decided_by = ${userId}
      or case coalesce(${part}, '') when 'claim' then 1 = 0 when 'seat' then ${settled} else 1 = 1 end)`;
  if (outcome === 'none')
    return stage === undefined ? sql<boolean>`not exists (${last})` : sql<boolean>`1 = 0`;
  const staged = stage === undefined ? sql`` : sql` and d.stage = ${stage}`;
  const decided = outcome === undefined ? sql`` : sql` and d.outcome = ${outcome}`;
  return sql<boolean>`exists (${last}${staged}${decided})`;
}
