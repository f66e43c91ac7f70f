import { type SelectQueryBuilder, sql } from 'kysely';
import type { InterviewId } from '../../shared/ids.ts';
import { DECIDABLE_DAYS, UPCOMING } from '../../shared/protocol/homeRoutes.ts';
import type { InterviewFilter } from '../../shared/protocol/interviewList.ts';
import { SeatRole } from '../../shared/roles.ts';
import { DatabaseStore } from './database.ts';
import {
  InterviewList,
  type InterviewListQuery,
  type ListedInterview as ListedWithStatus,
  summaryOf,
} from './interviewList.ts';
import { isListedFor, type ListReader, ownPart, ownPartIn } from './interviewSearch.ts';
import { statusOf } from './interviewStatus.ts';
import type { ListedInterview } from './interviewStore.ts';
import { findRow } from './rows.ts';
import type { Tables } from './schema.ts';

export interface Block<T> {
  total: number;
  rows: T[];
}

/** A stored interview with the role of the member's seat. */
type OwnInterview = ReturnType<typeof summaryOf> & { role: SeatRole };

const DAY_MS = 24 * 60 * 60 * 1_000;
const SEAT_ROLES: readonly SeatRole[] = ['interviewer', 'evaluator', 'captioner', 'observer'];

type Found = SelectQueryBuilder<Tables, 'interviews', object>;

/** What waits for a member of staff, except evaluations. Practice is left out. */
export class HomeStore extends DatabaseStore {
  /** Interviews that are running or planned and in which a seat has this address, the first ones first. */
  async ownInterviews(email: string, now: number, limit: number): Promise<Block<OwnInterview>> {
    const own = this.kysely
      .selectFrom('staffSeats')
      .innerJoin('interviews', 'interviews.interviewId', 'staffSeats.interviewId')
      .where('staffSeats.email', '=', email.toLowerCase())
      .where('staffSeats.part', '=', 'seat')
      .where('interviews.practice', 'is', null)
      .where('interviews.phase', 'in', ['lobby', 'open'])
      .where(sql<boolean>`${statusOf(now)} in (${sql.join(UPCOMING)})`);
    const counted = await own
      .select(({ fn }) => fn.count<number | string>('interviews.interviewId').distinct().as('total'))
      .executeTakeFirstOrThrow();
    const rows = await own
      .selectAll('interviews')
      .select('staffSeats.role as ownRole')
      .orderBy('interviews.scheduledAt')
      .orderBy('interviews.interviewId')
      // Several seats of an interview can have the address.
      .limit(limit * SEAT_ROLES.length)
      .execute();
    const byInterview = new Map<string, OwnInterview>();
    for (const { ownRole, ...row } of rows) {
      const role = SeatRole.parse(ownRole);
      const known = byInterview.get(row.interviewId);
      if (known && SEAT_ROLES.indexOf(known.role) <= SEAT_ROLES.indexOf(role)) continue;
      byInterview.set(row.interviewId, { ...summaryOf(row), role });
    }
    return { total: Number(counted.total), rows: [...byInterview.values()].slice(0, limit) };
  }

  /** Interviews with a time that are running or can still start, the first ones first. */
  upcoming(reader: ListReader, now: number, limit: number): Promise<Block<ListedWithStatus>> {
    return this.#listed({ reader, filter: { statuses: [...UPCOMING] }, now }, limit);
  }

  /** Interviews whose candidate hasn't chosen a time, by the last time that can be chosen. */
  unscheduled(reader: ListReader, now: number, limit: number): Promise<Block<ListedWithStatus>> {
    return this.#listed({ reader, filter: { statuses: ['unscheduled'] }, now }, limit);
  }

  /** Planned interviews whose candidate was sent no invitation. */
  uninvited(reader: ListReader, now: number, limit: number): Promise<Block<ListedWithStatus>> {
    const filter: InterviewFilter = { statuses: ['unscheduled', 'scheduled', 'waiting'] };
    return this.#listed({ reader, filter, trouble: ['no-address', 'not-sent'], now }, limit);
  }

  /** Planned interviews whose lead has no link with which to open them. */
  leaderless(reader: ListReader, now: number, limit: number): Promise<Block<ListedWithStatus>> {
    const filter: InterviewFilter = { statuses: ['unscheduled', 'scheduled', 'waiting'] };
    return this.#listed({ reader, filter, trouble: ['no-lead'], now }, limit);
  }

  /** Interviews of the last weeks with all ratings and without a decision. */
  decisionsDue(reader: ListReader, now: number, limit: number): Promise<Block<ListedWithStatus>> {
    return this.#listed(
      { reader, filter: { statuses: ['rated'], from: now - DECIDABLE_DAYS * DAY_MS }, now },
      limit,
    );
  }

  /** Returns which of the interviews have ratings that are far apart and are still compared. */
  async comparing(interviewIds: readonly InterviewId[]): Promise<ReadonlySet<string>> {
    if (interviewIds.length === 0) return new Set();
    const rows = await this.kysely
      .selectFrom('evaluations')
      .select('interviewId')
      .where('interviewId', 'in', interviewIds)
      .where('stage', '=', 'agree')
      .execute();
    return new Set(rows.map(({ interviewId }) => interviewId));
  }

  /** Running and planned interviews with a person whose latest message, or a reminder since, failed or bounced. */
  failedMails(reader: ListReader, limit: number): Promise<Block<ListedInterview>> {
    const failed = this.kysely
      .selectFrom('toldSeats')
      .select('toldSeats.interviewId')
      // A subquery that repeats the condition of the partial index, so that few rows are read.
      .where('toldSeats.mailId', 'in', mails =>
        mails.selectFrom('mails').select('mails.mailId').where(sql<boolean>`state in ('failed', 'bounced')`),
      );
    const reminders = this.kysely
      .selectFrom('mails')
      .innerJoin('toldSeats', join =>
        join
          .onRef('toldSeats.interviewId', '=', 'mails.interviewId')
          .onRef('toldSeats.address', '=', 'mails.address')
          // A later letter arrived, or is the latest message.
          .onRef('toldSeats.toldAt', '<=', 'mails.createdAt'),
      )
      .select('toldSeats.interviewId')
      .where(sql<boolean>`mails.state in ('failed', 'bounced')`)
      .where('mails.kind', '=', 'interview-reminder');
    const matching = this.#visibleTo(reader)
      .where(({ or, eb }) =>
        or([eb('interviews.interviewId', 'in', failed), eb('interviews.interviewId', 'in', reminders)]),
      )
      .where('phase', 'in', ['lobby', 'open']);
    return this.#blockOf(matching, reader, 'asc', limit);
  }

  failedRecordings(reader: ListReader, limit: number): Promise<Block<ListedInterview>> {
    const failed = this.kysely
      .selectFrom('recordings')
      .select('recordings.interviewId')
      .where('recordings.state', '=', 'failed');
    const matching = this.#visibleTo(reader).where('interviews.interviewId', 'in', failed);
    return this.#blockOf(matching, reader, 'desc', limit);
  }

  /** Interviews that the virtual recruiter holds and that start between two times. */
  async heldByRecruiter(reader: ListReader, from: number, to: number, limit: number) {
    const rows = await this.#visibleTo(reader)
      .where(sql<boolean>`held_by_recruiter = 1 and phase in ('lobby', 'open')`)
      .where('scheduledAt', '>', from)
      .where('scheduledAt', '<', to)
      .selectAll('interviews')
      .select(query => ownPart(query, reader.email).as('ownPart'))
      .orderBy('scheduledAt')
      .orderBy('interviewId')
      .limit(limit)
      .execute();
    return rows.map(listedOf);
  }

  async hasInterviews(reader: ListReader): Promise<boolean> {
    const row = await this.#visibleTo(reader).select('interviews.interviewId').limit(1).executeTakeFirst();
    return row !== undefined;
  }

  /** Returns whether the organization has a kit of its own, and more than one member or an invitation. */
  async firstSteps(): Promise<{ kit: boolean; team: boolean }> {
    const kit = await findRow(this.kysely, 'kits', { builtIn: 0 });
    const members = await this.kysely.selectFrom('staffUsers').select('id').limit(2).execute();
    const invited = await this.kysely.selectFrom('invitations').select('email').limit(1).execute();
    return { kit: kit !== undefined, team: members.length > 1 || invited.length > 0 };
  }

  #listed(query: InterviewListQuery, limit: number): Promise<Block<ListedWithStatus>> {
    return new InterviewList(this.database).chosen(query, limit);
  }

  #visibleTo(reader: ListReader): Found {
    return this.kysely
      .selectFrom('interviews')
      .where(sql<boolean>`practice is null`)
      .where(isListedFor(this.kysely, reader));
  }

  async #blockOf(
    matching: Found,
    { email }: ListReader,
    order: 'asc' | 'desc',
    limit: number,
  ): Promise<Block<ListedInterview>> {
    const { total } = await matching
      .select(({ fn }) => fn.countAll<number | string>().as('total'))
      .executeTakeFirstOrThrow();
    if (Number(total) === 0) return { total: 0, rows: [] };
    const rows = await matching
      .selectAll('interviews')
      .select(query => ownPart(query, email).as('ownPart'))
      .orderBy('scheduledAt', order)
      .orderBy('interviewId', order)
      .limit(limit)
      .execute();
    return { total: Number(total), rows: rows.map(listedOf) };
  }
}

function listedOf({
  ownPart: part,
  ...row
}: Parameters<typeof summaryOf>[0] & { ownPart: string | null }): ListedInterview {
  return { ...summaryOf(row), ...ownPartIn(part) };
}
