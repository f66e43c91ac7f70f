import { type RawBuilder, type Selectable, type SelectQueryBuilder, sql } from 'kysely';
import { z } from 'zod';
import { InterviewId, TeamId } from '../../shared/ids.ts';
import { InterviewPhase } from '../../shared/interview/phases.ts';
import { ListedSeat } from '../../shared/interview/visibility.ts';
import { KitId } from '../../shared/kit/kitIds.ts';
import {
  INTERVIEW_PAGE,
  type InterviewCursor,
  type InterviewFilter,
  type InterviewGroup,
} from '../../shared/protocol/interviewList.ts';
import { DatabaseStore } from './database.ts';
import type { StoredSummary } from './interviewAppend.ts';
import {
  isListedFor,
  type ListReader,
  ownPart,
  ownPartIn,
  searchWords,
  wordOccurs,
} from './interviewSearch.ts';
import type { ListedInterview } from './interviewStore.ts';
import { beyond } from './rows.ts';
import type { Tables } from './schema.ts';

export type InterviewListQuery = { reader: ListReader; filter: InterviewFilter; now: number };
export type InterviewPage = { rows: ListedInterview[]; next: InterviewCursor | undefined };
type Listed = SelectQueryBuilder<Tables, 'interviews', object>;
type Order = 'asc' | 'desc';

/** Lists interviews with invited people (not practice), page by page. */
export class InterviewList extends DatabaseStore {
  async page({ reader, filter, now }: InterviewListQuery, after?: InterviewCursor): Promise<InterviewPage> {
    const { group, search = '' } = filter;
    const order = group && group.name !== 'past' ? 'asc' : 'desc';
    const matching = this.#matching(reader, search);
    // Runs the parts as separate queries, so that each query reads its rows in order from an index.
    const parts = await Promise.all(
      this.#partsOf(matching, group, now).map(part => this.#read(part, order, reader, after)),
    );
    const found = parts.length === 1 ? (parts[0] ?? []) : parts.flat().sort(bySchedule);
    const rows = found.slice(0, INTERVIEW_PAGE);
    const last = found.length > INTERVIEW_PAGE ? rows.at(-1) : undefined;
    return { rows, next: last && { scheduledAt: last.scheduledAt, interviewId: last.interviewId } };
  }

  #matching(reader: ListReader, search: string): Listed {
    return searchWords(search).reduce<Listed>(
      (query, word) => query.where(expression => wordOccurs(expression, word, reader.email)),
      this.kysely
        .selectFrom('interviews')
        .where(sql<boolean>`practice is null`)
        .where(isListedFor(this.kysely, reader)),
    );
  }

  /** Splits a group into queries that together find all its interviews, each interview once. */
  #partsOf(matching: Listed, group: InterviewGroup | undefined, now: number): Listed[] {
    if (!group) return [matching];
    const { name, today, tomorrow } = group;
    const idle = matching.where(sql<boolean>`phase <> 'open'`);
    switch (name) {
      case 'today':
        return [
          matching.where(sql<boolean>`phase = 'open'`),
          idle.where('scheduledAt', '>=', today).where('scheduledAt', '<', tomorrow),
          matching.where('scheduledAt', '<', today).where('interviewId', 'in', this.#startable(now)),
        ];
      case 'upcoming':
        return [idle.where('scheduledAt', '>=', tomorrow)];
      case 'past':
        return [idle.where('scheduledAt', '<', today).where(isNotStartable(now))];
    }
  }

  /** Finds interviews that can still start. A subquery, because SQLite would otherwise scan all rows. */
  #startable(now: number) {
    return this.kysely
      .selectFrom('interviews as startable')
      .select('startable.interviewId')
      .where(sql<boolean>`startable.practice is null and startable.phase = 'lobby'`)
      .where('startable.closesAt', '>', now);
  }

  async #read(
    part: Listed,
    order: Order,
    { email }: ListReader,
    after: InterviewCursor | undefined,
  ): Promise<ListedInterview[]> {
    const rows = await part
      .selectAll('interviews')
      .select(query => ownPart(query, email).as('ownPart'))
      .where(beyond(order === 'asc' ? '>' : '<', ['scheduledAt', 'interviewId'], after))
      .orderBy('scheduledAt', order)
      .orderBy('interviewId', order)
      .limit(INTERVIEW_PAGE + 1)
      .execute();
    return rows.map(({ ownPart: own, ...row }) => ({ ...summaryOf(row), ...ownPartIn(own) }));
  }
}

function isNotStartable(now: number): RawBuilder<boolean> {
  return sql<boolean>`(phase <> 'lobby' or coalesce(closes_at, 0) <= ${now})`;
}

function bySchedule(a: ListedInterview, b: ListedInterview): number {
  return a.scheduledAt - b.scheduledAt || (a.interviewId < b.interviewId ? -1 : 1);
}

const Seats = z.array(ListedSeat);

export function summaryOf(row: Selectable<Tables['interviews']>): StoredSummary {
  const { opensAt, closesAt } = row;
  return {
    interviewId: InterviewId.parse(row.interviewId),
    title: row.title,
    jobRole: row.jobRole,
    scheduledAt: row.scheduledAt,
    plannedMinutes: row.plannedMinutes,
    ...(opensAt !== null && closesAt !== null && { window: { opensAt, closesAt } }),
    phase: InterviewPhase.parse(row.phase),
    ...(row.kitId !== null && { kitId: KitId.parse(row.kitId) }),
    ...(row.teamId !== null && { teamId: TeamId.parse(row.teamId) }),
    heldByRecruiter: row.heldByRecruiter === 1,
    scorecardsOpen: row.scorecardsOpen === 1,
    answers: row.answers,
    namesHidden: row.namesHidden === 1,
    scoringClosed: row.scoringClosed === 1,
    seats: Seats.parse(JSON.parse(row.seats)),
    present: {
      candidate: row.presentCandidate,
      interviewer: row.presentInterviewer,
      evaluator: row.presentEvaluator,
      observer: row.presentObserver,
    },
    ...(row.mailed === 1 && { mail: true }),
    lastSeq: row.lastSeq,
  };
}
