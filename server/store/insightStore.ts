import { sql } from 'kysely';
import { DecisionOutcome } from '../../shared/candidates/decision.ts';
import { KitId } from '../../shared/kit/kitIds.ts';
import type { TeamScope } from '../../shared/permissions.ts';
import { DatabaseStore } from './database.ts';
import { isOfTeams, isQueuedForTeams } from './interviewSearch.ts';

/** Figures over all interviews of hiring teams, without anything about one person. */
export class InsightStore extends DatabaseStore {
  /**
   * Returns the time from the end of each interview to its last lock, for interviews that ended after `since` and
   * that everyone has rated. Leaves out interviews with a rater without an account, whose locks have no stored time.
   */
  async ratingTimes(teams: TeamScope, since: number): Promise<{ kitId: KitId; ms: number }[]> {
    const rows = await this.kysely
      .selectFrom('evaluations')
      .innerJoin('evaluationClaims', 'evaluationClaims.interviewId', 'evaluations.interviewId')
      .select(['evaluations.kitId', 'evaluations.endedAt'])
      .select(({ fn }) => fn.max<number | string>('evaluationClaims.lockedAt').as('lastLock'))
      .where('evaluations.stage', 'not in', ['rate', 'closed'])
      .where('evaluations.endedAt', '>', since)
      .where('evaluationClaims.lockedAt', 'is not', null)
      .where('evaluationClaims.shadow', '=', 0)
      .where(isQueuedForTeams(teams))
      .groupBy(['evaluations.interviewId', 'evaluations.kitId', 'evaluations.endedAt', 'evaluations.locked'])
      .having(sql<boolean>`count(*) = evaluations.locked`)
      .execute();
    return rows.map(({ kitId, endedAt, lastLock }) => ({
      kitId: KitId.parse(kitId),
      // People can lock during the interview.
      ms: Math.max(0, Number(lastLock) - endedAt),
    }));
  }

  /** Counts the decisions since a time that hold, the last one for each candidate, by job role and outcome. */
  async outcomes(
    teams: TeamScope,
    since: number,
  ): Promise<{ jobRole: string; outcome: DecisionOutcome; count: number }[]> {
    const rows = await this.kysely
      .selectFrom('candidateDecisions as decision')
      .innerJoin('interviews', 'interviews.interviewId', 'decision.interviewId')
      .select(['decision.jobRole', 'decision.outcome'])
      .select(({ fn }) => fn.countAll<number | string>().as('count'))
      .where('decision.at', '>', since)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('candidateDecisions as later')
              .select('later.number')
              .whereRef('later.seatId', '=', 'decision.seatId')
              .whereRef('later.number', '>', 'decision.number'),
          ),
        ),
      )
      .where(isOfTeams(teams))
      .groupBy(['decision.jobRole', 'decision.outcome'])
      .execute();
    return rows.map(({ jobRole, outcome, count }) => ({
      ...{ jobRole, outcome: DecisionOutcome.parse(outcome), count: Number(count) },
    }));
  }
}
