import { z } from 'zod';
import { InterviewId } from '../../../shared/ids.ts';
import { PracticeLength, PracticePurpose } from '../../../shared/practice/practice.ts';
import { Slug } from '../../../shared/protocol/siteRoutes.ts';
import type { SafeStorage } from '../safeStorage.ts';

/** Which attempt a tab is in, so that a reload comes back into it. Its key stays in the address. */
export const AttemptUnderWay = z.strictObject({
  interviewId: InterviewId,
  role: z.string(),
  length: PracticeLength,
  purpose: PracticePurpose,
  /** Where its role is public, if it is: there it is read how long recordings are kept. */
  slug: Slug.optional(),
});
export type AttemptUnderWay = z.infer<typeof AttemptUnderWay>;

const KEY = 'vivavoce.practice';

export function readUnderWay(storage: SafeStorage): AttemptUnderWay | undefined {
  try {
    return AttemptUnderWay.safeParse(JSON.parse(storage.read(KEY) ?? 'null')).data;
  } catch {
    // Someone else's, or cut off: then this tab was in none.
    return undefined;
  }
}

export function keepUnderWay(storage: SafeStorage, attempt: AttemptUnderWay | undefined): void {
  if (attempt) storage.write(KEY, JSON.stringify(attempt));
  else storage.remove(KEY);
}
