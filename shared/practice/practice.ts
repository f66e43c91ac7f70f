import { z } from 'zod';
import type { Question } from '../kit/kit.ts';

/** `short`: three questions with different competencies. `full`: the whole kit. */
export const PracticeLength = z.enum(['question', 'short', 'full']);
export type PracticeLength = z.infer<typeof PracticeLength>;

/** `self`: only the candidate can see the recording. `evaluation`: evaluators rate it. */
export const PracticePurpose = z.enum(['self', 'evaluation']);
export type PracticePurpose = z.infer<typeof PracticePurpose>;

/** Marks an interview as a practice attempt, without invitations and led by the virtual recruiter. */
export const Practice = z.strictObject({ length: PracticeLength, purpose: PracticePurpose });
export type Practice = z.infer<typeof Practice>;

/** Display name of people who practice and gave no name. */
export const NAMELESS = 'Candidate';

export const SHORT_PRACTICE_QUESTIONS = 3;
/** How many times a question can be answered again, unless the kit says otherwise. */
export const USUAL_RETRIES = 2;

/** True for kits for all professions, which have names such as "Common questions" that a sentence leaves out. */
export function isForAnyRole(role: string): boolean {
  return /\b(?:role|questions)$/i.test(role);
}

export function retriesOf({ retries }: Pick<Question, 'retries'>): number {
  return retries ?? USUAL_RETRIES;
}

/** While other people wait, an attempt that isn't started within this time is closed. */
export const PRACTICE_START_WITHIN_MINUTES = 5;

/** How long a candidate's private page is stored after the last visit. A number means days. */
export const PageRetention = z.union([
  z.literal('as-recordings'),
  z.literal('until-deleted'),
  z.number().int().min(1).max(3_650),
]);
export type PageRetention = z.infer<typeof PageRetention>;
