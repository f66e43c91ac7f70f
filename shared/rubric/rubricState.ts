import { z } from 'zod';
import { type MessageId, type ProbeRequestId, SeatId, type UserId } from '../ids.ts';
import { Timestamp } from '../interview/fields.ts';
import type { ChosenKit } from '../kit/kit.ts';
import { ProbeId, QuestionId } from '../kit/kitIds.ts';
import type { Scorecard } from './scorecard.ts';

/** `set-aside`: postponed. The question counts as not asked. */
export const QuestionOutcome = z.enum(['done', 'skipped', 'set-aside']);
export type QuestionOutcome = z.infer<typeof QuestionOutcome>;

/** Progress of a question. Exists only for questions that were opened. */
export const QuestionProgress = z.strictObject({
  state: z.enum(['open', ...QuestionOutcome.options]),
  openedAt: Timestamp,
  /** Set if the lead marked the start of the answer. */
  answerStartedAt: Timestamp.optional(),
  closedAt: Timestamp.optional(),
  /** Time spent on the question. If it is open, the time since it was last opened isn't included. */
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

/** Raters can send each other only these messages, so that none carries an opinion about the candidate. */
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

export const EarlyOpening = z.strictObject({ byName: z.string(), reason: z.string(), at: Timestamp });
export type EarlyOpening = z.infer<typeof EarlyOpening>;

export interface RubricState {
  /** The kit, fixed when the interview first opens. */
  readonly chosen: ChosenKit;
  readonly questions: Readonly<Record<QuestionId, QuestionProgress>>;
  readonly currentQuestionId?: QuestionId;
  readonly probes: Readonly<Record<ProbeRequestId, ProbeRequest>>;
  readonly logistics: Readonly<Record<MessageId, LogisticsEntry>>;
  readonly scorecards: Readonly<Record<SeatId, Scorecard>>;
  readonly earlyOpening?: EarlyOpening;
  readonly scorecardsOpenAt?: number;
  readonly scoringClosedAt?: number;
  readonly scoringClosedBy?: { readonly seatId?: SeatId; readonly userId?: UserId };
  readonly scoringClosedReason?: string;
}

/** Counts every done question as answered, because interviewers needn't mark the start of an answer. */
export function answeredQuestions({ questions }: Pick<RubricState, 'questions'>): number {
  return Object.values(questions).filter(
    ({ state, answerStartedAt }) => state === 'done' || answerStartedAt !== undefined,
  ).length;
}
