import { sql } from 'kysely';
import { InterviewId, TeamId } from '../../shared/ids.ts';
import { LIMITS } from '../../shared/interview/fields.ts';
import { DatabaseStore } from './database.ts';

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
