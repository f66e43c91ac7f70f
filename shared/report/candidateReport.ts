import { z } from 'zod';
import { InterviewId, MediaFileId } from '../ids.ts';
import { Timestamp } from '../interview/fields.ts';
import { CompetencyId, GuideQuestionId, KitId, KitVersion, QuestionId } from '../kit/kitIds.ts';
import { Slug } from '../protocol/siteRoutes.ts';
import { DeliveryFacts } from '../recording/review.ts';
import { Rung } from './reportContent.ts';

/** What a person says of their own answers; `N`: cannot tell. */
export const OwnGuess = z.record(CompetencyId, z.union([Rung, z.literal('N')]));
export type OwnGuess = z.infer<typeof OwnGuess>;

/** A part of the recording as a file of its own. `fileId` follows the grant's address, once it is ready. */
export const ReportClip = z.strictObject({
  state: z.enum(['preparing', 'ready', 'failed', 'erased', 'withheld']),
  fileId: MediaFileId.optional(),
  contentType: z.string().optional(),
  durationMs: z.number().int().nonnegative(),
});
export type ReportClip = z.infer<typeof ReportClip>;

export const CandidatePoint = z.strictObject({
  /** What was answered. */
  questionId: QuestionId.optional(),
  question: z.string().optional(),
  competency: z.string().optional(),
  clip: ReportClip.optional(),
  quotation: z.string().optional(),
  seen: z.string(),
  /** The anchor that was reached, in the kit's words. */
  reached: z.string().optional(),
  next: z.string().optional(),
  action: z.string(),
});
export type CandidatePoint = z.infer<typeof CandidatePoint>;

/** One competency. Without `rung` there was no evidence, which is not a low rating. */
export const LadderRung = z.strictObject({
  competencyId: CompetencyId,
  name: z.string(),
  rung: Rung.optional(),
  /** In the kit's words; all five, from the lowest. */
  anchors: z.array(z.string()),
  /** What the candidate thought before reading. */
  guess: z.union([Rung, z.literal('N')]).optional(),
  /** Lowest and highest rating of the answer that raters differ most in; absent where they agree. */
  spread: z.strictObject({ low: Rung, high: Rung }).optional(),
});
export type LadderRung = z.infer<typeof LadderRung>;

export const CandidateQuestion = z.strictObject({
  questionId: QuestionId,
  number: z.number().int().positive(),
  text: z.string(),
  /** Whether it was asked at all. */
  asked: z.boolean(),
  /** Of the last take; absent where nothing was said or nothing is recorded. */
  answerMs: z.number().int().nonnegative().optional(),
  targetMs: z.number().int().positive(),
  firstWordMs: z.number().int().nonnegative().optional(),
  /** Present for a written answer; its text only for the candidate and staff. */
  written: z.strictObject({ text: z.string().optional() }).optional(),
  line: z.string().optional(),
});
export type CandidateQuestion = z.infer<typeof CandidateQuestion>;

export const CandidateTask = z.strictObject({
  text: z.string(),
  guide: z.strictObject({ id: GuideQuestionId, title: z.string() }).optional(),
  questionId: QuestionId.optional(),
});
export type CandidateTask = z.infer<typeof CandidateTask>;

/** An earlier attempt of the same kit version, whose report was published, or this one: the last of the list. */
export const AttemptLevels = z.strictObject({
  interviewId: InterviewId,
  at: Timestamp,
  number: z.number().int().positive(),
  levels: z.record(CompetencyId, Rung),
  /** Whether all who rated this one rated the attempt before it. */
  sameRaters: z.boolean(),
});
export type AttemptLevels = z.infer<typeof AttemptLevels>;

/** Three stars of five say little; these say what to make better. */
export const FeedbackAnswer = z.enum(['yes', 'partly', 'no']);
export type FeedbackAnswer = z.infer<typeof FeedbackAnswer>;

export const FEEDBACK_LINE_MAX = 300;

export const FeedbackRating = z.strictObject({
  stars: z.number().int().min(1).max(5),
  specific: FeedbackAnswer,
  fair: FeedbackAnswer,
  nextStep: FeedbackAnswer,
  line: z.string().trim().max(FEEDBACK_LINE_MAX),
});
export type FeedbackRating = z.infer<typeof FeedbackRating>;

/** For how long a rating can be changed, in milliseconds. */
export const FEEDBACK_OPEN_MS = 14 * 24 * 60 * 60 * 1_000;

/** All that a candidate reads. Nothing else of an evaluation leaves the organization. */
export const CandidateReport = z.strictObject({
  interviewId: InterviewId,
  kind: z.enum(['practice', 'interview']),
  kitId: KitId,
  kitVersion: KitVersion,
  role: z.string(),
  level: z.string(),
  locale: z.string(),
  /** Of the role's public page, where there is one. */
  slug: Slug.optional(),
  /** As they called themselves; absent in a report that is shared without it. */
  name: z.string().optional(),
  /** 1, 2, … of the same kit on this private page. */
  attempt: z.number().int().positive(),
  heldAt: Timestamp,
  evaluators: z.strictObject({
    count: z.number().int().positive(),
    /** First names, if the organization shows them. */
    names: z.array(z.string()).optional(),
    /** Time at work on it, all together. */
    spentMs: z.number().int().nonnegative().optional(),
  }),
  promisedAt: Timestamp.optional(),
  /** First published. */
  publishedAt: Timestamp,
  /** Published again since. */
  updatedAt: Timestamp.optional(),
  headline: z.string(),
  keep: z.array(CandidatePoint),
  change: z.array(CandidatePoint),
  ladder: z.array(LadderRung),
  questions: z.array(CandidateQuestion),
  tasks: z.array(CandidateTask),
  attempts: z.array(AttemptLevels),
  /** Of this attempt, and of the ones before it. Never part of a rating. */
  delivery: z.array(z.strictObject({ at: Timestamp, facts: DeliveryFacts })),
  judged: z.strictObject({
    competencies: z.number().int().nonnegative(),
    ratings: z.number().int().nonnegative(),
    /** Competencies with an answer that several raters gave a number. */
    compared: z.number().int().nonnegative(),
    /** Competencies in which raters were, in the same answer and as locked, a point or more apart, and two or more. */
    near: z.number().int().nonnegative(),
    far: z.number().int().nonnegative(),
    /** Of `far`: those that are closer after revisions, and those whose raters talked about it and stay apart. */
    closer: z.number().int().nonnegative(),
    discussed: z.number().int().nonnegative(),
    /** When the recording and its clips are deleted; absent: when someone deletes them. */
    keptUntil: Timestamp.optional(),
  }),
});
export type CandidateReport = z.infer<typeof CandidateReport>;

/** Tells the candidate how far ratings differed. Mentions a discussion only where the report's author confirmed it. */
export function disagreement({ evaluators, judged }: Pick<CandidateReport, 'evaluators' | 'judged'>): string {
  const { closer, compared, competencies, discussed, far, near } = judged;
  if (evaluators.count === 1) return 'With one evaluator, there is no second opinion to compare with.';
  if (compared === 0) return 'No two evaluators rated the same answer, so there is nothing to compare.';
  if (near === 0) return 'The evaluators gave each answer the same rating.';
  return [
    near > far &&
      `Ratings of the same answer differed by one level in ${near - far} of ${competencies} competencies.`,
    far > 0 &&
      `Ratings of the same answer differed by two or more levels in ${far} of ${competencies} competencies.`,
    closer > 0 && `The evaluators revised their ratings in ${closer} of these and are closer now.`,
    discussed > 0 && `The evaluators discussed ${discussed} of these and still disagree.`,
  ]
    .filter(Boolean)
    .join(' ');
}
