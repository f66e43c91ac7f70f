import { z } from 'zod';
import { InterviewId } from '../../../shared/ids.ts';
import { QuestionId } from '../../../shared/kit/kitIds.ts';
import { PracticeLength, PracticePurpose } from '../../../shared/practice/practice.ts';
import type {
  AttemptQuestion,
  PracticeAttempt,
  PracticePage,
} from '../../../shared/protocol/practiceRoutes.ts';
import { Slug } from '../../../shared/protocol/siteRoutes.ts';
import type { SafeStorage } from '../safeStorage.ts';

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

/** True while the server is about to change something that the page shows. */
export function isChanging({ attempts, email }: PracticePage): boolean {
  const mailing = email?.state === 'waiting';
  return mailing || attempts.some(attempt => ['open', 'running', 'processing'].includes(statusOf(attempt)));
}

/** A question with recorded answers in two or more attempts. */
export interface Comparison {
  readonly questionId: QuestionId;
  readonly question: AttemptQuestion;
  readonly attempts: readonly PracticeAttempt[];
}

/** Returns the questions that can be compared. `attempts` are newest first. */
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

/** The attempt that is open in this tab. It is stored, so that a reload returns to it. */
export const AttemptUnderWay = z.strictObject({
  interviewId: InterviewId,
  /** Stored by older pages. */
  role: z.string().optional(),
  length: PracticeLength,
  purpose: PracticePurpose,
  /** Address of the attempt's public role, which says how long recordings are stored. */
  slug: Slug.optional(),
  /** The question of a practice of one question. */
  questionId: QuestionId.optional(),
});
export type AttemptUnderWay = z.infer<typeof AttemptUnderWay>;

const KEY = 'vivavoce.practice';

export function readUnderWay(storage: SafeStorage): AttemptUnderWay | undefined {
  try {
    return AttemptUnderWay.safeParse(JSON.parse(storage.read(KEY) ?? 'null')).data;
  } catch {
    return undefined;
  }
}

export function storeUnderWay(storage: SafeStorage, attempt: AttemptUnderWay | undefined): void {
  if (attempt) storage.write(KEY, JSON.stringify(attempt));
  else storage.remove(KEY);
}

interface PacedAttempt {
  readonly createdAt: number;
  readonly questions: readonly Pick<AttemptQuestion, 'spoken'>[];
}

/** Returns the average pace of the answers of earlier attempts, in words per minute. Undefined if none is known. */
export function paceBefore(
  attempts: readonly PacedAttempt[],
  { createdAt }: Pick<PacedAttempt, 'createdAt'>,
): number | undefined {
  const paces = attempts
    .filter(attempt => attempt.createdAt < createdAt)
    .flatMap(({ questions }) => questions.flatMap(({ spoken }) => spoken?.wordsPerMinute ?? []));
  if (paces.length === 0) return undefined;
  return Math.round(paces.reduce((sum, pace) => sum + pace, 0) / paces.length);
}
