import { expressionBuilder, type RawBuilder, type Selectable, type SelectQueryBuilder, sql } from 'kysely';
import { z } from 'zod';
import { AppError } from '../../shared/errors.ts';
import { InterviewId, TeamId } from '../../shared/ids.ts';
import { InterviewPhase } from '../../shared/interview/phases.ts';
import { InterviewStatus } from '../../shared/interview/status.ts';
import { ListedSeat } from '../../shared/interview/visibility.ts';
import { KitId } from '../../shared/kit/kitIds.ts';
import {
  INTERVIEW_PAGE,
  InterviewCounts,
  type InterviewCursor,
  type InterviewFilter,
  type InterviewGroup,
  type InterviewSort,
  InvitationTrouble,
} from '../../shared/protocol/interviewList.ts';
import { DatabaseStore } from './database.ts';
import type { ListedSummary } from './interviewAppend.ts';
import {
  candidateOrder,
  isListedFor,
  type ListReader,
  ownPart,
  ownPartIn,
  searchWords,
  wordOccurs,
} from './interviewSearch.ts';
import { indexedPart, statusOf } from './interviewStatus.ts';
import type { ListedInterview as Listing } from './interviewStore.ts';
import { invitationTrouble } from './invitationTrouble.ts';
import type { Tables } from './schema.ts';

export interface InterviewListQuery {
  reader: ListReader;
  filter: InterviewFilter;
  /** Only these interviews, if the reader sees them. */
  ids?: readonly InterviewId[] | undefined;
  /** Only interviews whose candidate may not know of them for one of these reasons. */
  trouble?: readonly InvitationTrouble[] | undefined;
  sort?: InterviewSort | undefined;
  now: number;
}
export type ListedInterview = Listing & { status: InterviewStatus; invitation?: InvitationTrouble };
export type InterviewPage = { rows: ListedInterview[]; next: InterviewCursor | undefined };
type Listed = SelectQueryBuilder<Tables, 'interviews', object>;
type Facet = keyof Pick<InterviewFilter, 'statuses' | 'jobRoles' | 'kitIds' | 'teamIds' | 'heldBy'>;
type Group = {
  status: string;
  jobRole: string;
  kitId: string | null;
  teamId: string | null;
  heldByRecruiter: number;
  count: number | string | bigint;
};

const LATEST_FIRST: InterviewSort = { by: 'time', descending: true };
const SOONEST_FIRST: InterviewSort = { by: 'time', descending: false };

/** Lists interviews with invited people (not practice), page by page. */
export class InterviewList extends DatabaseStore {
  async page(
    query: InterviewListQuery,
    after?: InterviewCursor,
    length = INTERVIEW_PAGE,
  ): Promise<InterviewPage> {
    const { group } = query.filter;
    const bySoonest = group && group.name !== 'past';
    const sort = group ? (bySoonest ? SOONEST_FIRST : LATEST_FIRST) : (query.sort ?? LATEST_FIRST);
    const matching = this.#chosen(this.#matching(query), query);
    // Runs the parts as separate queries, so that each query reads its rows in order from an index.
    const parts = await Promise.all(
      this.#partsOf(matching, group, query.now).map(part => this.#read(part, sort, query, after, length + 1)),
    );
    const found = parts.length === 1 ? (parts[0] ?? []) : parts.flat().sort(bySchedule);
    const shown = found.slice(0, length);
    const last = found.length > length ? shown.at(-1) : undefined;
    return {
      rows: shown.map(({ row }) => row),
      next: last && { key: last.key, interviewId: last.row.interviewId },
    };
  }

  /** Returns up to `limit` matching interviews, soonest first, and how many match. */
  async chosen(
    query: InterviewListQuery,
    limit: number,
  ): Promise<{ rows: ListedInterview[]; total: number }> {
    const matching = this.#chosen(this.#matching(query), query);
    const [found, { count }] = await Promise.all([
      this.#read(matching, SOONEST_FIRST, query, undefined, limit),
      matching.select(({ fn }) => fn.countAll().as('count')).executeTakeFirstOrThrow(),
    ]);
    return { rows: found.map(({ row }) => row), total: Number(count) };
  }

  /** Counts the interviews for each value of each facet, as if this facet had no filter. */
  async counts(query: InterviewListQuery): Promise<InterviewCounts> {
    const groups = await this.#matching(query)
      .select(statusOf(query.now).as('status'))
      .select(['jobRole', 'kitId', 'teamId', 'heldByRecruiter'])
      .select(({ fn }) => fn.countAll().as('count'))
      .groupBy([sql`1`, 'jobRole', 'kitId', 'teamId', 'heldByRecruiter'])
      .execute();
    return countsOf(groups, query.filter);
  }

  /** Returns the interviews of the time from `days[0]`, or only their number per day if there are more than `limit`. */
  async calendar(
    { filter, ...query }: InterviewListQuery,
    days: readonly number[],
    limit: number,
  ): Promise<{ rows: ListedInterview[] | undefined; counts: number[] }> {
    const between = { ...query, filter: { ...filter, from: days[0] ?? 0, to: days.at(-1) ?? 0 } };
    const matching = this.#chosen(this.#matching(between), between).where('unscheduled', '=', 0);
    const starts = await matching
      .select('scheduledAt')
      .orderBy('scheduledAt')
      .orderBy('interviewId')
      .limit(limit + 1)
      .execute();
    if (starts.length <= limit) {
      const found = await this.#read(matching, SOONEST_FIRST, between, undefined, limit);
      return {
        rows: found.map(({ row }) => row),
        counts: countPerDay(
          found.map(({ row }) => row),
          days,
        ),
      };
    }
    const counts = await Promise.all(
      days.slice(1).map(async (end, index) => {
        const { count } = await matching
          .where('scheduledAt', '>=', days[index] ?? 0)
          .where('scheduledAt', '<', end)
          .select(({ fn }) => fn.countAll().as('count'))
          .executeTakeFirstOrThrow();
        return Number(count);
      }),
    );
    return { rows: undefined, counts };
  }

  /** Interviews that the reader sees and that match all parts of the filter but the facets. */
  #matching({ reader, ids, trouble, filter }: InterviewListQuery): Listed {
    const { search = '', person, importId, loopId, from, to } = filter;
    return (
      searchWords(search)
        .reduce<Listed>(
          (query, word) => query.where(expression => wordOccurs(expression, word, reader.email)),
          this.kysely
            .selectFrom('interviews')
            .where(sql<boolean>`practice is null`)
            .where(isListedFor(this.kysely, reader)),
        )
        .$if(ids !== undefined, query => query.where('interviews.interviewId', 'in', ids ?? []))
        .$if(trouble !== undefined, query =>
          query.where(sql<boolean>`${invitationTrouble()} in (${sql.join(trouble ?? [])})`),
        )
        // Repeats the condition of the index `interviews_leaderless`.
        .$if(trouble?.every(one => one === 'no-lead') === true, query =>
          query.where(sql<boolean>`phase = 'lobby' and begun = 0 and lead_until <= scheduled_at`),
        )
        .$if(from !== undefined, query => query.where('scheduledAt', '>=', from ?? 0))
        .$if(to !== undefined, query => query.where('scheduledAt', '<', to ?? 0))
        .$if(person !== undefined, query =>
          query.where('interviews.interviewId', 'in', seatsOf =>
            seatsOf
              .selectFrom('staffSeats')
              .select('staffSeats.interviewId')
              .where('staffSeats.email', '=', person ?? ''),
          ),
        )
        .$if(loopId !== undefined, query => query.where('interviews.loopId', '=', loopId ?? ''))
        .$if(importId !== undefined, query =>
          query.where('interviews.interviewId', 'in', imported =>
            imported
              .selectFrom('importedInterviews')
              .select('importedInterviews.interviewId')
              .where('importedInterviews.importId', '=', importId ?? ''),
          ),
        )
    );
  }

  #chosen(matching: Listed, { filter, now }: InterviewListQuery): Listed {
    const { statuses, jobRoles, kitIds, teamIds, heldBy } = filter;
    const { eb, or } = expressionBuilder<Tables, 'interviews'>();
    const teams = teamIds?.filter(teamId => teamId !== 'none') ?? [];
    const ofTeams = or([
      ...(teams.length > 0 ? [eb('interviews.teamId', 'in', teams)] : []),
      ...(teamIds?.includes('none') ? [eb('interviews.teamId', 'is', null)] : []),
    ]);
    return matching
      .$if(statuses !== undefined, query => query.where(indexedPart(statuses ?? [])))
      .$if(statuses !== undefined, query =>
        query.where(sql<boolean>`${statusOf(now)} in (${sql.join(statuses ?? [])})`),
      )
      .$if(jobRoles !== undefined, query => query.where('interviews.jobRole', 'in', jobRoles ?? []))
      .$if(kitIds !== undefined, query => query.where('interviews.kitId', 'in', kitIds ?? []))
      .$if(teamIds !== undefined, query => query.where(ofTeams))
      .$if(heldBy !== undefined, query =>
        query.where('interviews.heldByRecruiter', '=', heldBy === 'recruiter' ? 1 : 0),
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
    { by, descending }: InterviewSort,
    { reader: { email }, now }: InterviewListQuery,
    after: InterviewCursor | undefined,
    limit: number,
  ): Promise<Found[]> {
    const key = keyOf(by, email);
    const order = descending ? 'desc' : 'asc';
    const rows = await part
      .selectAll('interviews')
      .select(statusOf(now).as('status'))
      .select(query => ownPart(query, email).as('ownPart'))
      .select(invitationTrouble().as('trouble'))
      .$if(by === 'candidate', query => query.select(key.as('sortKey')))
      .where(isAfter(key, order, after, by))
      .$if(by !== 'created', query => query.orderBy(key, order))
      .orderBy('interviewId', order)
      .limit(limit)
      .execute();
    return rows.map(({ ownPart: own, sortKey, trouble, ...row }) => ({
      row: {
        ...summaryOf(row),
        status: InterviewStatus.parse(row.status),
        ...ownPartIn(own),
        ...(trouble !== null && { invitation: InvitationTrouble.parse(trouble) }),
      },
      key: by === 'candidate' ? (sortKey ?? '') : row.scheduledAt,
    }));
  }
}

interface Found {
  row: ListedInterview;
  key: InterviewCursor['key'];
}

/** SQL for what the list is sorted by before the id. Ids sort by the time of creation. */
function keyOf(by: InterviewSort['by'], email: string): RawBuilder<string | number> {
  if (by !== 'candidate') return sql<number>`scheduled_at`;
  return candidateOrder(expressionBuilder<Tables, 'interviews'>(), email);
}

function isAfter(
  key: RawBuilder<string | number>,
  order: 'asc' | 'desc',
  after: InterviewCursor | undefined,
  by: InterviewSort['by'],
): RawBuilder<boolean> {
  if (!after) return sql<boolean>`1 = 1`;
  // A cursor of another order would compare a time with a name.
  if ((by === 'candidate') !== (typeof after.key === 'string'))
    throw AppError.refused('the cursor belongs to another order');
  const operator = sql.raw(order === 'asc' ? '>' : '<');
  if (by === 'created') return sql<boolean>`interview_id ${operator} ${after.interviewId}`;
  return sql<boolean>`(${key}, interview_id) ${operator} (${after.key}, ${after.interviewId})`;
}

function isNotStartable(now: number): RawBuilder<boolean> {
  return sql<boolean>`(phase <> 'lobby' or coalesce(closes_at, 0) <= ${now})`;
}

function bySchedule({ row: a }: Found, { row: b }: Found): number {
  return a.scheduledAt - b.scheduledAt || (a.interviewId < b.interviewId ? -1 : 1);
}

function countPerDay(rows: readonly { scheduledAt: number }[], days: readonly number[]): number[] {
  return days
    .slice(1)
    .map(
      (end, index) =>
        rows.filter(({ scheduledAt }) => scheduledAt >= (days[index] ?? 0) && scheduledAt < end).length,
    );
}

function facetValue(facet: Facet, group: Group): string | undefined {
  switch (facet) {
    case 'statuses':
      return group.status;
    case 'jobRoles':
      return group.jobRole;
    case 'kitIds':
      return group.kitId ?? undefined;
    case 'teamIds':
      return group.teamId ?? 'none';
    case 'heldBy':
      return group.heldByRecruiter === 1 ? 'recruiter' : 'people';
  }
}

const FACETS: readonly Facet[] = ['statuses', 'jobRoles', 'kitIds', 'teamIds', 'heldBy'];

function countsOf(groups: readonly Group[], filter: InterviewFilter): InterviewCounts {
  const matches = (group: Group, facet: Facet) => {
    const wanted = filter[facet];
    const value = facetValue(facet, group);
    return wanted === undefined || (value !== undefined && [wanted].flat().some(one => one === value));
  };
  const counted = (facet: Facet) => {
    const counts = new Map<string, number>();
    for (const group of groups) {
      const value = facetValue(facet, group);
      if (value === undefined || !FACETS.every(other => other === facet || matches(group, other))) continue;
      counts.set(value, (counts.get(value) ?? 0) + Number(group.count));
    }
    return [...counts]
      .map(([value, count]) => ({ value, count }))
      .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  };
  return InterviewCounts.parse({
    total: groups
      .filter(group => FACETS.every(facet => matches(group, facet)))
      .reduce((sum, { count }) => sum + Number(count), 0),
    ...Object.fromEntries(FACETS.map(facet => [facet, counted(facet)])),
  });
}

const Seats = z.array(ListedSeat);

export function summaryOf(row: Selectable<Tables['interviews']>): ListedSummary {
  const { opensAt, closesAt } = row;
  return {
    interviewId: InterviewId.parse(row.interviewId),
    title: row.title,
    jobRole: row.jobRole,
    scheduledAt: row.scheduledAt,
    plannedMinutes: row.plannedMinutes,
    ...(row.timeZone !== null && { timeZone: row.timeZone }),
    ...(opensAt !== null && closesAt !== null && { window: { opensAt, closesAt } }),
    phase: InterviewPhase.parse(row.phase),
    unscheduled: row.unscheduled === 1,
    ...(row.kitId !== null && { kitId: KitId.parse(row.kitId) }),
    ...(row.teamId !== null && { teamId: TeamId.parse(row.teamId) }),
    heldByRecruiter: row.heldByRecruiter === 1,
    ...(row.leadUntil !== null && { leadUntil: row.leadUntil }),
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
    begun: row.begun === 1,
    rating: {
      due: row.ratersDue,
      locked: row.ratersLocked,
      ...(row.ratingUntil !== null && { until: row.ratingUntil }),
    },
    lastSeq: row.lastSeq,
  };
}
