import { sql } from 'kysely';
import { InterviewId, TeamId } from '../../shared/ids.ts';
import { LIMITS } from '../../shared/interview/fields.ts';
import { DatabaseStore } from './database.ts';
import { isListedFor, type ListReader } from './interviewSearch.ts';

/** A planned or running interview in which a person has a seat. */
export interface PlannedSeat {
  /** In lower case. */
  email: string;
  interviewId: InterviewId;
  title: string;
  teamId?: TeamId;
  scheduledAt: number;
  plannedMinutes: number;
}

/** An interview at the same time as another one. */
export interface Overlap {
  interviewId: InterviewId;
  title: string;
  scheduledAt: number;
  /** The person's seat in the other interview. Absent if the person is the reader. */
  seatId?: string;
}

export interface Span {
  from: number;
  to: number;
}

const LONGEST_MS = LIMITS.plannedMinutesMax * 60_000;
const COLUMNS = [
  'interviews.interviewId',
  'interviews.title',
  'interviews.teamId',
  'interviews.scheduledAt',
  'interviews.plannedMinutes',
] as const;

/** When people are busy with interviews that people hold, and how much they have to rate. */
export class WorkloadStore extends DatabaseStore {
  /** Lists members' and guests' seats in interviews that overlap a span, without claims to rate a recording. */
  async staffSeats(span: Span): Promise<PlannedSeat[]> {
    const rows = await this.#overlapping(span)
      .innerJoin('staffSeats', 'staffSeats.interviewId', 'interviews.interviewId')
      .where('staffSeats.part', '=', 'seat')
      .select([...COLUMNS, 'staffSeats.email'])
      .execute();
    return rows.map(plannedSeatOf);
  }

  /** Lists the interviews of candidates that overlap a span. */
  async candidateSeats(emails: readonly string[], span: Span): Promise<PlannedSeat[]> {
    const rows = await this.#overlapping(span)
      .innerJoin('candidateSeats', 'candidateSeats.interviewId', 'interviews.interviewId')
      .where('candidateSeats.deletedAt', 'is', null)
      .where(
        sql<string>`lower(candidate_seats.address)`,
        'in',
        emails.map(email => email.toLowerCase()),
      )
      .select([...COLUMNS, 'candidateSeats.address as email'])
      .execute();
    return rows.map(plannedSeatOf);
  }

  /**
   * Finds for each of these interviews another one at the same time: of the reader, or else of the same interviewer.
   * Leaves out interviews that are over, and those that the reader may not see.
   */
  async overlaps(
    interviewIds: readonly InterviewId[],
    reader: ListReader,
    now: number,
  ): Promise<Map<string, Overlap>> {
    if (interviewIds.length === 0) return new Map();
    const own = reader.email.toLowerCase();
    const rows = await this.kysely
      .selectFrom('staffSeats as seats')
      .innerJoin('staffSeats as others', 'others.email', 'seats.email')
      .innerJoin('interviews', 'interviews.interviewId', 'others.interviewId')
      .where('seats.interviewId', 'in', interviewIds)
      .where('seats.busyUntil', '>', now)
      .whereRef('others.interviewId', '<>', 'seats.interviewId')
      .where(
        sql<boolean>`(seats.email = ${own} or (seats.role = 'interviewer' and others.role = 'interviewer'))`,
      )
      // No interview is longer, so that only a few hours of the index `staff_seats_busy` are read.
      .where(sql<boolean>`others.busy_from > seats.busy_from - ${sql.lit(LONGEST_MS)}`)
      .whereRef('others.busyFrom', '<', 'seats.busyUntil')
      .whereRef('others.busyUntil', '>', 'seats.busyFrom')
      .where(isListedFor(this.kysely, reader))
      .select([
        'seats.interviewId as of',
        'seats.seatId',
        'seats.email',
        'interviews.interviewId',
        'interviews.title',
        'interviews.scheduledAt',
      ])
      .orderBy('interviews.scheduledAt')
      .orderBy('interviews.interviewId')
      .execute();
    const found = new Map<string, Overlap>();
    for (const { of, email, seatId, interviewId, ...other } of rows) {
      const isOwn = email === own;
      const known = found.get(of);
      if (known && (known.seatId === undefined || !isOwn)) continue;
      found.set(of, {
        ...{ interviewId: InterviewId.parse(interviewId), ...other },
        ...(!isOwn && { seatId }),
      });
    }
    return found;
  }

  /** Returns the numbers of ratings that members haven't locked yet, by user id. */
  async openRatings(): Promise<Map<string, number>> {
    const rows = await this.kysely
      .selectFrom('evaluationClaims')
      .innerJoin('evaluations', 'evaluations.interviewId', 'evaluationClaims.interviewId')
      .where('lockedAt', 'is', null)
      .where(({ eb, or, and }) =>
        or([eb('state', '=', 'held'), and([eb('state', '=', 'seated'), eb('stage', '=', 'rate')])]),
      )
      .groupBy('userId')
      .select(({ fn }) => ['userId', fn.countAll<number | string>().as('count')])
      .execute();
    return new Map(rows.map(({ userId, count }) => [userId, Number(count)]));
  }

  /** Interviews of the virtual recruiter are left out, because no one else has to be there. */
  #overlapping({ from, to }: Span) {
    return (
      this.kysely
        .selectFrom('interviews')
        // Repeats the condition of the index `interviews_ahead`.
        .where(sql<boolean>`practice is null and phase in ('lobby', 'open')`)
        .where('heldByRecruiter', '=', 0)
        .where('unscheduled', '=', 0)
        .where('scheduledAt', '>', from - LONGEST_MS)
        .where('scheduledAt', '<', to)
        .where(sql<boolean>`scheduled_at + planned_minutes * 60000 > ${from}`)
    );
  }
}

function plannedSeatOf(row: {
  email: string | null;
  interviewId: string;
  title: string;
  teamId: string | null;
  scheduledAt: number;
  plannedMinutes: number;
}): PlannedSeat {
  const { email, teamId, interviewId, ...rest } = row;
  return {
    ...rest,
    email: (email ?? '').toLowerCase(),
    interviewId: InterviewId.parse(interviewId),
    ...(teamId !== null && { teamId: TeamId.parse(teamId) }),
  };
}
