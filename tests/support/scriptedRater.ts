import type { InterviewKit } from '../../shared/kit/kit.ts';
import { CompetencyId, QuestionId } from '../../shared/kit/kitIds.ts';
import type { RequestParams } from '../../shared/protocol/requests.ts';
import { partsOfKey, type RatingKey, type RatingValue, ratingKey } from '../../shared/rubric/rating.ts';
import type { Recommendation } from '../../shared/rubric/scorecard.ts';
import type { SeatSocket } from './seatSocket.ts';

/** Every rating that a kit asks for, question by question. */
export function ratingKeysOf({ questions }: InterviewKit): RatingKey[] {
  return questions.flatMap(({ id, competencies }) =>
    competencies.map(competencyId => ratingKey(id, competencyId)),
  );
}

/** A first rating of the example kit's first question; each test changes what it is about. */
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

/** Rates everything over a raw socket: one value for all, or the values in turn. */
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
