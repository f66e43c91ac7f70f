import { z } from 'zod';
import { type MessageId, type ProbeRequestId, SeatId } from '../ids.ts';
import { Timestamp } from '../interview/fields.ts';
import type { ChosenKit } from '../kit/kit.ts';
import { ProbeId, QuestionId } from '../kit/kitIds.ts';
import type { Scorecard } from './scorecard.ts';

/** How the lead left a question. `set-aside`: not now, it counts as not asked yet. */
export const QuestionOutcome = z.enum(['done', 'skipped', 'set-aside']);
export type QuestionOutcome = z.infer<typeof QuestionOutcome>;

/** How far one question is. A question without progress was never opened. */
export const QuestionProgress = z.strictObject({
  state: z.enum(['open', ...QuestionOutcome.options]),
  /** When it was opened last. */
  openedAt: Timestamp,
  /** When the candidate began to answer, if the lead said so. */
  answerStartedAt: Timestamp.optional(),
  closedAt: Timestamp.optional(),
  /** Milliseconds it was open, without the stretch that runs now. */
  spentMs: z.number().int().nonnegative(),
});
export type QuestionProgress = z.infer<typeof QuestionProgress>;

export const ProbeOutcome = z.enum(['asked', 'dismissed']);

export const ProbeRequest = z.strictObject({
  questionId: QuestionId,
  probeId: ProbeId,
  fromSeatId: SeatId,
  at: Timestamp,
  outcome: ProbeOutcome.optional(),
});
export type ProbeRequest = z.infer<typeof ProbeRequest>;

/**
 * What raters may tell each other while they are blind: set phrases about the running of the interview, so that no
 * opinion of the candidate travels with them.
 */
export const LogisticsLine = z.enum([
  'cannot-hear-candidate',
  'cannot-see-candidate',
  'please-repeat-answer',
  'time-is-short',
  'stepping-out',
  'back-again',
  'ready-to-go-on',
]);
export type LogisticsLine = z.infer<typeof LogisticsLine>;

export const LogisticsEntry = z.strictObject({ fromSeatId: SeatId, line: LogisticsLine, at: Timestamp });
export type LogisticsEntry = z.infer<typeof LogisticsEntry>;

/** Opening before everybody has locked: who, why, when. */
export const EarlyOpening = z.strictObject({ byName: z.string(), reason: z.string(), at: Timestamp });
export type EarlyOpening = z.infer<typeof EarlyOpening>;

/** What an interview knows of its kit and of its raters. There is none without a kit. */
export interface RubricState {
  /** Frozen when the session first opens. */
  readonly chosen: ChosenKit;
  readonly questions: Readonly<Record<QuestionId, QuestionProgress>>;
  readonly currentQuestionId?: QuestionId;
  readonly probes: Readonly<Record<ProbeRequestId, ProbeRequest>>;
  readonly logistics: Readonly<Record<MessageId, LogisticsEntry>>;
  readonly scorecards: Readonly<Record<SeatId, Scorecard>>;
  readonly earlyOpening?: EarlyOpening;
  /** Since when locked scorecards may be seen. Once open they stay so. */
  readonly scorecardsOpenAt?: number;
  readonly scoringClosedAt?: number;
}

/** Number of questions answered. A question that people asked and left counts, because they need not mark when an answer starts. */
export function answeredQuestions({ questions }: Pick<RubricState, 'questions'>): number {
  return Object.values(questions).filter(
    ({ state, answerStartedAt }) => state === 'done' || answerStartedAt !== undefined,
  ).length;
}
