import { sql } from 'kysely';
import { InterviewId, SeatId, type UserId } from '../../shared/ids.ts';
import { AgreedRatings } from '../../shared/protocol/evaluationRoutes.ts';
import { DatabaseStore } from './database.ts';

export interface RatedReference {
  interviewId: InterviewId;
  seatId: SeatId;
  lockedAt: number;
  agreed: AgreedRatings;
  agreedAt: number;
}

export interface OpenReference {
  interviewId: InterviewId;
  role: string;
  agreedAt: number;
}

/** Interviews with agreed ratings, and who has rated them to be compared. */
export class CalibrationStore extends DatabaseStore {
  /** In the order in which they were rated. */
  async ratedBy(userId: UserId): Promise<RatedReference[]> {
    const rows = await this.kysely
      .selectFrom('evaluationClaims')
      .innerJoin('evaluations', 'evaluations.interviewId', 'evaluationClaims.interviewId')
      .select(['evaluationClaims.interviewId', 'seatId', 'lockedAt', 'agreedRatings', 'agreedAt'])
      .where('userId', '=', userId)
      // As the index has it, which holds these alone.
      .where(sql<boolean>`shadow = 1 and state = 'locked'`)
      .where('agreedRatings', 'is not', null)
      .orderBy('lockedAt')
      .execute();
    return rows.map(({ interviewId, seatId, lockedAt, agreedRatings, agreedAt }) => ({
      interviewId: InterviewId.parse(interviewId),
      seatId: SeatId.parse(seatId),
      lockedAt: lockedAt ?? 0,
      agreed: AgreedRatings.parse(JSON.parse(agreedRatings ?? '{}')),
      agreedAt: agreedAt ?? 0,
    }));
  }

  /** References that can still be watched, without those that this member has rated; the first agreed on first. */
  async openTo(userId: UserId | undefined, limit: number): Promise<OpenReference[]> {
    const rows = await this.kysely
      .selectFrom('evaluations')
      .select(['interviewId', 'role', 'agreedAt'])
      .where('agreedRatings', 'is not', null)
      .where('asked', '=', 1)
      .where('ratable', '=', 1)
      .$if(userId !== undefined, query =>
        query.where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('evaluationClaims')
                .select('evaluationClaims.interviewId')
                .whereRef('evaluationClaims.interviewId', '=', 'evaluations.interviewId')
                .where('evaluationClaims.userId', '=', userId ?? '')
                .where('evaluationClaims.lockedAt', 'is not', null),
            ),
          ),
        ),
      )
      .orderBy('agreedAt')
      .orderBy('interviewId')
      .limit(limit)
      .execute();
    return rows.map(({ interviewId, role, agreedAt }) => ({
      interviewId: InterviewId.parse(interviewId),
      role,
      agreedAt: agreedAt ?? 0,
    }));
  }
}
