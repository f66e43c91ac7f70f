import { z } from 'zod';
import { InterviewId } from '../../../shared/ids.ts';
import type { QuestionId } from '../../../shared/kit/kitIds.ts';
import { PracticeLength, PracticePurpose } from '../../../shared/practice/practice.ts';
import type {
  AttemptQuestion,
  PracticeAttempt,
  PracticePage,
} from '../../../shared/protocol/practiceRoutes.ts';
import { Slug } from '../../../shared/protocol/siteRoutes.ts';
import type { SafeStorage } from '../safeStorage.ts';

/** How one attempt stands, in one word: before and during it how far it has come, afterwards what there is of it. */
export type AttemptStatus =
  | 'open'
  | 'running'
  | 'expired'
  | 'unrecorded'
  | 'processing'
  | 'ready'
  | 'failed'
  | 'erased';

export function statusOf({ state, recording }: PracticeAttempt): AttemptStatus {
  if (state !== 'over') return state;
  return recording.state === 'none' ? 'unrecorded' : recording.state;
}

/** Whether something on the page will be different soon without anybody doing anything here. */
export function isChanging({ attempts, email }: PracticePage): boolean {
  const mailing = email?.state === 'waiting';
  return mailing || attempts.some(attempt => ['open', 'running', 'processing'].includes(statusOf(attempt)));
}

/** One question that was answered on camera more than once. */
export interface Comparison {
  readonly questionId: QuestionId;
  readonly question: AttemptQuestion;
  /** Oldest first. */
  readonly attempts: readonly PracticeAttempt[];
}

/** All questions of which two answers can be watched side by side. `attempts` are newest first, as the page has them. */
export function comparisonsOf(attempts: readonly PracticeAttempt[]): ReadonlyMap<QuestionId, Comparison> {
  const answered = new Map<QuestionId, Comparison>();
  for (const attempt of attempts.toReversed()) {
    if (statusOf(attempt) !== 'ready') continue;
    for (const question of attempt.questions) {
      if (question.takes === 0) continue;
      const { questionId } = question;
      const before = answered.get(questionId)?.attempts ?? [];
      answered.set(questionId, { questionId, question, attempts: [...before, attempt] });
    }
  }
  return new Map([...answered].filter(([, { attempts: all }]) => all.length > 1));
}

export function findAttempt(
  { attempts }: PracticePage,
  interviewId: InterviewId | undefined,
): PracticeAttempt | undefined {
  return attempts.find(attempt => attempt.interviewId === interviewId);
}

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
