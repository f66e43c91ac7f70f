import { sql } from 'kysely';
import { z } from 'zod';
import { InterviewId, SeatId, UserId } from '../../shared/ids.ts';
import type { TeamScope } from '../../shared/permissions.ts';
import { AgreedRatings } from '../../shared/protocol/calibrationRoutes.ts';
import { DatabaseStore } from './database.ts';
import { isQueuedForTeams } from './interviewSearch.ts';
import { flag, json, optional } from './rowSchemas.ts';
import { updateRows } from './rows.ts';

const StoredReference = z.object({
  interviewId: InterviewId,
  role: z.string(),
  candidate: z.string(),
  agreed: json(AgreedRatings),
  agreedBy: optional(UserId),
  agreedAt: z.number(),
  /** False if there is nothing left to watch or read. */
  usable: flag,
  /** Number of members who rated it for comparison. */
  ratedBy: z.coerce.number(),
  /** The member's locked scorecard: 1 if it is for comparison, 0 if it counts. */
  ownShadow: optional(flag),
});
export type StoredReference = z.infer<typeof StoredReference>;

export interface RatedReference {
  interviewId: InterviewId;
  seatId: SeatId;
  lockedAt: number;
  agreed: AgreedRatings;
  agreedAt: number;
}

/** Interviews with agreed ratings, with which the ratings of new evaluators are compared. */
export class ReferenceStore extends DatabaseStore {
  /** Makes an interview a reference. With null, makes it an ordinary interview again. */
  async setAgreed(
    interviewId: InterviewId,
    ratings: AgreedRatings | null,
    { userId, at }: { userId: UserId; at: number },
  ): Promise<void> {
    const agreed = { agreedRatings: JSON.stringify(ratings), agreedBy: userId, agreedAt: at };
    const none = { agreedRatings: null, agreedBy: null, agreedAt: null };
    await updateRows(this.kysely, 'evaluations', { interviewId }, ratings ? agreed : none);
  }

  /** Returns the references of these hiring teams, oldest agreement first, with the part of `userId` in each. */
  async list(userId: UserId, teams: TeamScope, limit: number): Promise<StoredReference[]> {
    const rows = await this.kysely
      .selectFrom('evaluations')
      .select(['interviewId', 'role', 'candidate', 'agreedRatings as agreed', 'agreedBy'])
      .select(sql<number>`coalesce(agreed_at, 0)`.as('agreedAt'))
      .select(sql<number>`case when asked = 1 and ratable = 1 then 1 else 0 end`.as('usable'))
      .select(({ selectFrom, fn }) => [
        selectFrom('evaluationClaims')
          .select(fn.countAll<number | string>().as('count'))
          .whereRef('evaluationClaims.interviewId', '=', 'evaluations.interviewId')
          // Repeats the condition of the partial index, so that the query can use the index.
          .where(sql<boolean>`shadow = 1 and state = 'locked'`)
          .as('ratedBy'),
        selectFrom('evaluationClaims')
          .select('shadow')
          .whereRef('evaluationClaims.interviewId', '=', 'evaluations.interviewId')
          .where('evaluationClaims.userId', '=', userId)
          .where('evaluationClaims.lockedAt', 'is not', null)
          .as('ownShadow'),
      ])
      .where('agreedRatings', 'is not', null)
      .where(isQueuedForTeams(teams))
      .orderBy('agreedAt')
      .orderBy('interviewId')
      .limit(limit)
      .execute();
    return z.array(StoredReference).parse(rows);
  }

  /** Returns the references that the member rated for comparison, in the order of rating. */
  async ratedBy(userId: UserId): Promise<RatedReference[]> {
    const rows = await this.kysely
      .selectFrom('evaluationClaims')
      .innerJoin('evaluations', 'evaluations.interviewId', 'evaluationClaims.interviewId')
      .select(['evaluationClaims.interviewId', 'seatId', 'lockedAt', 'agreedRatings', 'agreedAt'])
      .where('userId', '=', userId)
      // Repeats the condition of the partial index, so that the query can use the index.
      .where(sql<boolean>`shadow = 1 and state = 'locked'`)
      .where('agreedRatings', 'is not', null)
      .orderBy('lockedAt')
      .orderBy('evaluationClaims.interviewId')
      .execute();
    return rows.map(({ interviewId, seatId, lockedAt, agreedRatings, agreedAt }) => ({
      interviewId: InterviewId.parse(interviewId),
      seatId: SeatId.parse(seatId),
      lockedAt: lockedAt ?? 0,
      agreed: AgreedRatings.parse(JSON.parse(agreedRatings ?? '{}')),
      agreedAt: agreedAt ?? 0,
    }));
  }
}
