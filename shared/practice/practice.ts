import { z } from 'zod';
import type { Question } from '../kit/kit.ts';

/** One question, three with different competencies, or the whole kit. */
export const PracticeLength = z.enum(['question', 'short', 'full']);
export type PracticeLength = z.infer<typeof PracticeLength>;

/** `self`: only the candidate can see the recording. `evaluation`: evaluators rate it. */
export const PracticePurpose = z.enum(['self', 'evaluation']);
export type PracticePurpose = z.infer<typeof PracticePurpose>;

/** Marks an interview as a practice attempt: no invitation, and the virtual recruiter leads it. */
export const Practice = z.strictObject({ length: PracticeLength, purpose: PracticePurpose });
export type Practice = z.infer<typeof Practice>;

export const SHORT_PRACTICE_QUESTIONS = 3;
/** Number of times a question can be answered again, unless the kit says otherwise. */
export const USUAL_RETRIES = 2;

export function retriesOf({ retries }: Pick<Question, 'retries'>): number {
  return retries ?? USUAL_RETRIES;
}

/** While others wait, a room is closed if the recruiter wasn't started within this time. */
export const PRACTICE_START_WITHIN_MINUTES = 5;

/** How long a private page is stored after its last visit: as long as recordings, a number of days, or until its owner deletes it. */
export const PageRetention = z.union([
  z.literal('as-recordings'),
  z.literal('until-deleted'),
  z.number().int().min(1).max(3_650),
]);
export type PageRetention = z.infer<typeof PageRetention>;
