import { z } from 'zod';
import type { CompetencyId, QuestionId } from '../kit/kitIds.ts';

/** `N`: no evidence. It doesn't count in means. */
export const RatingValue = z.union([
  z.literal(1),
  z.literal(2),
  z.literal(3),
  z.literal(4),
  z.literal(5),
  z.literal('N'),
]);
export type RatingValue = z.infer<typeof RatingValue>;

export const SCALE = { min: 1, max: 5 } as const;

/** `questionId/competencyId`. */
export const RatingKey = z
  .string()
  .max(81)
  .regex(/^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/)
  .brand<'RatingKey'>();
export type RatingKey = z.infer<typeof RatingKey>;

export function ratingKey(questionId: QuestionId, competencyId: CompetencyId): RatingKey {
  return `${questionId}/${competencyId}` as RatingKey;
}

export function partsOfKey(key: RatingKey): { questionId: QuestionId; competencyId: CompetencyId } {
  const [questionId, competencyId] = key.split('/');
  return { questionId: questionId as QuestionId, competencyId: competencyId as CompetencyId };
}

export function wantsEvidence(value: RatingValue | undefined): boolean {
  return value === SCALE.min || value === SCALE.max;
}
