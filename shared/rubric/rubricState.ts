import { z } from 'zod';
import { type MessageId, type ProbeRequestId, SeatId } from '../ids.ts';
import { Timestamp } from '../interview/fields.ts';
import type { ChosenKit } from '../kit/kit.ts';
import { ProbeId, QuestionId } from '../kit/kitIds.ts';
import type { Scorecard } from './scorecard.ts';

/** Outcome of a question. `set-aside`: postponed, counts as not asked. */
export const QuestionOutcome = z.enum(['done', 'skipped', 'set-aside']);
export type QuestionOutcome = z.infer<typeof QuestionOutcome>;

/** Progress of a question; absent for a question that was never opened. */
export const QuestionProgress = z.strictObject({
  state: z.enum(['open', ...QuestionOutcome.options]),
  openedAt: Timestamp,
  /** When the candidate started to answer, if the lead marked it. */
  answerStartedAt: Timestamp.optional(),
  closedAt: Timestamp.optional(),
  /** Milliseconds it was open, without the current time if it is open now. */
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

/** Preset messages between raters who rate blind. They cannot carry an opinion about the candidate. */
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

/** The lead opened scorecards before everyone had locked. */
export const EarlyOpening = z.strictObject({ byName: z.string(), reason: z.string(), at: Timestamp });
export type EarlyOpening = z.infer<typeof EarlyOpening>;

/** State of kit and ratings; absent without a kit. */
export interface RubricState {
  /** Frozen when the interview first opens. */
  readonly chosen: ChosenKit;
  readonly questions: Readonly<Record<QuestionId, QuestionProgress>>;
  readonly currentQuestionId?: QuestionId;
  readonly probes: Readonly<Record<ProbeRequestId, ProbeRequest>>;
  readonly logistics: Readonly<Record<MessageId, LogisticsEntry>>;
  readonly scorecards: Readonly<Record<SeatId, Scorecard>>;
  readonly earlyOpening?: EarlyOpening;
  /** When locked scorecards opened. Permanent. */
  readonly scorecardsOpenAt?: number;
  readonly scoringClosedAt?: number;
}

/**
 * Number of questions answered. A question that people asked and closed counts, because they need not mark when an
 * answer starts.
 */
export function answeredQuestions({ questions }: Pick<RubricState, 'questions'>): number {
  return Object.values(questions).filter(
    ({ state, answerStartedAt }) => state === 'done' || answerStartedAt !== undefined,
  ).length;
}
