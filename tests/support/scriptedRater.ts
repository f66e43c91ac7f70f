import type { InterviewKit } from '../../shared/kit/kit.ts';
import { CompetencyId, QuestionId } from '../../shared/kit/kitIds.ts';
import type { RequestParams } from '../../shared/protocol/requests.ts';
import { partsOfKey, type RatingKey, type RatingValue, ratingKey } from '../../shared/rubric/rating.ts';
import type { Recommendation } from '../../shared/rubric/scorecard.ts';
import type { SeatSocket } from './seatSocket.ts';

export function ratingKeysOf({ questions }: InterviewKit): RatingKey[] {
  return questions.flatMap(({ id, competencies }) =>
    competencies.map(competencyId => ratingKey(id, competencyId)),
  );
}

/** A rating of the example kit's first question, which tests change. */
export function exampleRating(
  changes: Partial<RequestParams<'rating.put'>> = {},
): RequestParams<'rating.put'> {
  return {
    questionId: QuestionId.parse('question-1'),
    competencyId: CompetencyId.parse('competency-1'),
    value: 4,
    expectedVersion: 0,
    stamp: { mediaTimeMs: 0 },
    ...changes,
  };
}

/** Rates everything over a raw socket: one value for all, or cycling through the values. */
export async function rateAll(
  rater: SeatSocket,
  kit: InterviewKit,
  values: RatingValue | readonly RatingValue[],
): Promise<void> {
  for (const [index, key] of ratingKeysOf(kit).entries()) {
    const value = Array.isArray(values) ? values[index % values.length] : values;
    await rater.request('rating.put', {
      ...partsOfKey(key),
      value,
      expectedVersion: 0,
      stamp: { mediaTimeMs: (index + 1) * 1_000 },
    });
  }
}

export async function lock(
  rater: SeatSocket,
  recommendation: Recommendation = 'yes',
  summary = '',
): Promise<void> {
  await rater.request('scorecard.lock', { recommendation, summary });
}
