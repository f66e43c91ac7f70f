import { z } from 'zod';
import type { Question } from '../kit/kit.ts';

/** How much is asked: one question of the guide, three whose competencies differ, or the whole kit. */
export const PracticeLength = z.enum(['question', 'short', 'full']);
export type PracticeLength = z.infer<typeof PracticeLength>;

/** `self`: recorded for the candidate alone, and no member of staff can open it. `evaluation`: people are asked to evaluate it. */
export const PracticePurpose = z.enum(['self', 'evaluation']);
export type PracticePurpose = z.infer<typeof PracticePurpose>;

/** What makes an interview a practice attempt: no one was invited, a stranger practices with the virtual recruiter. */
export const Practice = z.strictObject({ length: PracticeLength, purpose: PracticePurpose });
export type Practice = z.infer<typeof Practice>;

/** Questions of a short practice. */
export const SHORT_PRACTICE_QUESTIONS = 3;
/** How often a question can be answered again in practice where the kit says nothing else. */
export const USUAL_RETRIES = 2;

/** How often a question can be answered again in practice. */
export function retriesOf({ retries }: Pick<Question, 'retries'>): number {
  return retries ?? USUAL_RETRIES;
}

/** A room in which the recruiter was not started for this long is closed while others wait for a place. */
export const PRACTICE_START_WITHIN_MINUTES = 5;

/** How long a private page is kept after its last visit: as long as recordings are, some days, or until its owner deletes it. */
export const PageKeep = z.union([
  z.literal('as-recordings'),
  z.literal('until-deleted'),
  z.number().int().min(1).max(3_650),
]);
export type PageKeep = z.infer<typeof PageKeep>;
