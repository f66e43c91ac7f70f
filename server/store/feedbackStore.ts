import type { Selectable } from 'kysely';
import { type InterviewId, UserId } from '../../shared/ids.ts';
import type { KitId } from '../../shared/kit/kitIds.ts';
import { FEEDBACK_OPEN_MS, FeedbackRating } from '../../shared/report/candidateReport.ts';
import { DatabaseStore } from './database.ts';
import { lockReport } from './reportReaderStore.ts';
import { findRow, findRows, insertMissing, is, updateRows } from './rows.ts';
import type { Tables } from './schema.ts';

export interface StoredRating {
  rating: FeedbackRating;
  /** Time from which the rating can no longer be changed. */
  until: number;
}

export class FeedbackStore extends DatabaseStore {
  /** Stores a rating. Returns `over` after the time for changes, `gone` if the report is (being) deleted. */
  rate(
    interviewId: InterviewId,
    { kitId, rating, at }: { kitId: KitId; rating: FeedbackRating; at: number },
  ): Promise<'rated' | 'over' | 'gone'> {
    return this.inTransaction(async transaction => {
      if (!(await lockReport(transaction, interviewId))) return 'gone';
      // A report being deleted still exists, but takes no more ratings.
      const deleting = await transaction
        .selectFrom('practiceAttempts')
        .select('state')
        .where(({ and }) => and({ interviewId, state: 'deleting' }))
        .executeTakeFirst();
      if (deleting) return 'gone';
      const first = { interviewId, kitId, ...rating, ratedAt: at, firstRatedAt: at };
      if ((await insertMissing(transaction, 'feedbackRatings', first)) === 1) return 'rated';
      const open = { interviewId, firstRatedAt: is('>', at - FEEDBACK_OPEN_MS) };
      const updated = await updateRows(transaction, 'feedbackRatings', open, { ...rating, ratedAt: at });
      return updated === 1 ? 'rated' : 'over';
    });
  }

  async rating(interviewId: InterviewId): Promise<StoredRating | undefined> {
    const row = await findRow(this.kysely, 'feedbackRatings', { interviewId });
    const rating = row && ratingOf(row);
    return rating && { rating, until: (row.firstRatedAt ?? row.ratedAt) + FEEDBACK_OPEN_MS };
  }

  async ratings(): Promise<FeedbackRating[]> {
    const rows = await this.kysely
      .selectFrom('feedbackRatings')
      .selectAll()
      .orderBy('ratedAt', 'desc')
      .orderBy('interviewId', 'desc')
      .execute();
    return rows.flatMap(row => ratingOf(row) ?? []);
  }

  /** Returns for each evaluator the stars that candidates gave to reports on interviews the evaluator rated. */
  async starsByEvaluator(): Promise<Map<UserId, number[]>> {
    const rows = await this.kysely
      .selectFrom('feedbackRatings')
      .innerJoin('evaluationClaims', 'evaluationClaims.interviewId', 'feedbackRatings.interviewId')
      .select(['userId', 'stars'])
      .where(({ and }) => and({ state: 'locked', shadow: 0 }))
      .execute();
    const stars = new Map<UserId, number[]>();
    for (const row of rows) {
      const userId = UserId.parse(row.userId);
      stars.set(userId, [...(stars.get(userId) ?? []), row.stars]);
    }
    return stars;
  }

  async hasRatings(userId: UserId, count: number): Promise<boolean> {
    const rows = await this.kysely
      .selectFrom('evaluationClaims')
      .innerJoin('feedbackRatings', 'feedbackRatings.interviewId', 'evaluationClaims.interviewId')
      .select('stars')
      .where(({ and }) => and({ userId, state: 'locked', shadow: 0 }))
      .limit(count)
      .execute();
    return rows.length === count;
  }

  async evaluatorsOf(interviewId: InterviewId): Promise<UserId[]> {
    const rows = await findRows(this.kysely, 'evaluationClaims', { interviewId, state: 'locked', shadow: 0 });
    return rows.map(({ userId }) => UserId.parse(userId));
  }
}

/** Returns a rating, or undefined for ratings in early versions, which asked only for stars. */
function ratingOf({
  stars,
  specific,
  fair,
  nextStep,
  line,
}: Selectable<Tables['feedbackRatings']>): FeedbackRating | undefined {
  const parsed = FeedbackRating.safeParse({ stars, specific, fair, nextStep, line: line ?? '' });
  return parsed.success ? parsed.data : undefined;
}
