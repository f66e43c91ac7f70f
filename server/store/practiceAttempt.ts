import type { Selectable } from 'kysely';
import { z } from 'zod';
import { InterviewId } from '../../shared/ids.ts';
import { KitId, KitVersion, QuestionId } from '../../shared/kit/kitIds.ts';
import { PracticeLength, PracticePurpose } from '../../shared/practice/practice.ts';
import type { Tables } from './schema.ts';

/** A private page without its token, of which only the hash is kept. */
export interface StoredPracticePage {
  pageId: string;
  name: string | undefined;
  email: string | undefined;
  createdAt: number;
  /** To the hour. */
  visitedAt: number;
}

/**
 * How far an attempt is.
 *
 * - `waiting`: for its place; - `admitted`: it has one, and its interview is going to begin, runs, or was left for a while; - `over`;
 * - `expired`: no one came in time; - `deleting`: nothing of it can be reached any more.
 */
export const AttemptState = z.enum(['waiting', 'admitted', 'over', 'expired', 'deleting']);
export type AttemptState = z.infer<typeof AttemptState>;

/** What is decided when an attempt is asked for, and stays. */
export interface NewAttempt {
  interviewId: InterviewId;
  pageId: string;
  kitId: KitId;
  kitVersion: number;
  role: string;
  length: PracticeLength;
  purpose: PracticePurpose;
  questionIds: QuestionId[];
  plannedMinutes: number;
}

export interface StoredAttempt extends NewAttempt {
  state: AttemptState;
  createdAt: number;
  note: string;
}

const QuestionIds = z.array(QuestionId);

export function attemptOf(row: Selectable<Tables['practiceAttempts']>): StoredAttempt {
  return {
    interviewId: InterviewId.parse(row.interviewId),
    pageId: row.pageId,
    kitId: KitId.parse(row.kitId),
    kitVersion: KitVersion.parse(row.kitVersion),
    role: row.role,
    length: PracticeLength.parse(row.length),
    purpose: PracticePurpose.parse(row.purpose),
    questionIds: QuestionIds.parse(JSON.parse(row.questionIds)),
    plannedMinutes: row.plannedMinutes,
    state: AttemptState.parse(row.state),
    createdAt: row.createdAt,
    note: row.note,
  };
}

export function pageOf(row: Selectable<Tables['practicePages']>): StoredPracticePage {
  return {
    pageId: row.pageId,
    name: row.name ?? undefined,
    email: row.email ?? undefined,
    createdAt: row.createdAt,
    visitedAt: row.visitedAt,
  };
}
