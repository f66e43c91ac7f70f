import { expressionBuilder, sql } from 'kysely';
import { z } from 'zod';
import { DecisionOutcome } from '../../shared/candidates/decision.ts';
import { InterviewId, SeatId } from '../../shared/ids.ts';
import { InterviewStatus } from '../../shared/interview/status.ts';
import type { TeamScope } from '../../shared/permissions.ts';
import { DatabaseStore } from './database.ts';
import { isOfTeams } from './interviewSearch.ts';
import { statusOf } from './interviewStatus.ts';
import { flag, optional } from './rowSchemas.ts';
import type { Tables } from './schema.ts';

/** Interviews planned from `from` until before `to`, in epoch milliseconds. */
export interface InsightCohort {
  teams: TeamScope;
  from: number;
  to: number;
}

const PlannedInterview = z.object({
  interviewId: InterviewId,
  jobRole: z.string(),
  scheduledAt: z.number(),
  plannedMinutes: z.number(),
  status: InterviewStatus,
  /** True when all expected ratings are locked, or no more can be given. */
  isRated: flag,
  createdAt: optional(z.number()),
  /** Undefined for interviews without a kit, which no one rates. */
  endedAt: optional(z.number()),
});
export type PlannedInterview = z.infer<typeof PlannedInterview>;

const CohortSeat = z.object({ interviewId: InterviewId, seatId: SeatId, person: z.string() });
export type CohortSeat = z.infer<typeof CohortSeat>;

const CohortDecision = z.object({
  interviewId: InterviewId,
  seatId: SeatId,
  number: z.number(),
  outcome: DecisionOutcome,
  at: z.number(),
});
export type CohortDecision = z.infer<typeof CohortDecision>;

/** Facts for figures over many interviews. Invited interviews with a time only, and nothing about single people. */
export class InsightStore extends DatabaseStore {
  async interviews(cohort: InsightCohort, now: number): Promise<PlannedInterview[]> {
    const rows = await this.kysely
      .selectFrom('interviews')
      .leftJoin('evaluations', 'evaluations.interviewId', 'interviews.interviewId')
      .leftJoin('interviewEvents as created', join =>
        join.onRef('created.interviewId', '=', 'interviews.interviewId').on('created.seq', '=', 1),
      )
      .select(['interviews.interviewId', 'interviews.jobRole', 'interviews.scheduledAt'])
      .select(['interviews.plannedMinutes', 'created.at as createdAt', 'evaluations.endedAt'])
      .select([statusOf(now).as('status'), isRated(now).as('isRated')])
      .where(isPlanned(cohort))
      .execute();
    return rows.map(row => PlannedInterview.parse(row));
  }

  /**
   * Returns the time of the last lock of interviews that everyone has rated. Leaves out interviews with a rater
   * without an account, whose locks have no stored time.
   */
  async lastLocks(cohort: InsightCohort): Promise<Map<InterviewId, number>> {
    const rows = await this.kysely
      .selectFrom('interviews')
      .innerJoin('evaluations', 'evaluations.interviewId', 'interviews.interviewId')
      .innerJoin('evaluationClaims', 'evaluationClaims.interviewId', 'evaluations.interviewId')
      .select('evaluations.interviewId')
      .select(({ fn }) => fn.max<number | string>('evaluationClaims.lockedAt').as('lastLock'))
      .where(isPlanned(cohort))
      .where('evaluations.stage', 'not in', ['rate', 'closed'])
      .where('evaluationClaims.lockedAt', 'is not', null)
      .where('evaluationClaims.shadow', '=', 0)
      .groupBy(['evaluations.interviewId', 'evaluations.locked'])
      .having(sql<boolean>`count(*) = evaluations.locked`)
      .execute();
    return new Map(rows.map(row => [InterviewId.parse(row.interviewId), Number(row.lastLock)]));
  }

  /** Returns the candidates' seats. `person`: the same for all seats of one record. */
  async seats(cohort: InsightCohort): Promise<CohortSeat[]> {
    const rows = await this.kysely
      .selectFrom('interviews')
      .innerJoin('candidateSeats', 'candidateSeats.interviewId', 'interviews.interviewId')
      .innerJoin('candidates', 'candidates.candidateId', 'candidateSeats.candidateId')
      .select(['candidateSeats.interviewId', 'candidateSeats.seatId', 'candidates.rootId as person'])
      .where(isPlanned(cohort))
      .execute();
    return rows.map(row => CohortSeat.parse(row));
  }

  /** Returns all decisions about candidates, also those that later ones replaced, in order. */
  async decisions(cohort: InsightCohort): Promise<CohortDecision[]> {
    const rows = await this.kysely
      .selectFrom('interviews')
      .innerJoin('candidateDecisions as decision', 'decision.interviewId', 'interviews.interviewId')
      .select([
        'decision.interviewId',
        'decision.seatId',
        'decision.number',
        'decision.outcome',
        'decision.at',
      ])
      .where(isPlanned(cohort))
      .orderBy('decision.at')
      .orderBy('decision.number')
      .execute();
    return rows.map(row => CohortDecision.parse(row));
  }
}

function isPlanned({ teams, from, to }: InsightCohort) {
  const { and, or, eb } = expressionBuilder<Tables, 'interviews'>();
  return and([
    eb('interviews.practice', 'is', null),
    or([eb('interviews.unscheduled', '=', 0), eb('interviews.begun', '=', 1)]),
    eb('interviews.scheduledAt', '>=', from),
    eb('interviews.scheduledAt', '<', to),
    isOfTeams(teams),
  ]);
}

function isRated(now: number) {
  return sql<number>`case when raters_locked > 0 and (raters_due = 0 or rating_until < ${now}) then 1 else 0 end`;
}
