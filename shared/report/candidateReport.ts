import { z } from 'zod';
import { InterviewId, MediaFileId } from '../ids.ts';
import { Timestamp } from '../interview/fields.ts';
import { CompetencyId, GuideQuestionId, KitId, KitVersion, QuestionId } from '../kit/kitIds.ts';
import { Slug } from '../protocol/siteRoutes.ts';
import { DeliveryFacts } from '../recording/review.ts';
import { Rung } from './reportContent.ts';

/** The candidate's guess of their level in each competency. `N`: can't tell. */
export const OwnGuess = z.record(CompetencyId, z.union([Rung, z.literal('N')]));
export type OwnGuess = z.infer<typeof OwnGuess>;

/** A clip of the recording. If `ready`, its address is the grant's address plus `fileId`. */
export const ReportClip = z.strictObject({
  state: z.enum(['preparing', 'ready', 'failed', 'erased', 'withheld']),
  fileId: MediaFileId.optional(),
  contentType: z.string().optional(),
  durationMs: z.number().int().nonnegative(),
});
export type ReportClip = z.infer<typeof ReportClip>;

export const CandidatePoint = z.strictObject({
  questionId: QuestionId.optional(),
  question: z.string().optional(),
  competency: z.string().optional(),
  clip: ReportClip.optional(),
  quotation: z.string().optional(),
  seen: z.string(),
  /** Descriptions (anchors) of the reached level and of the next one. */
  reached: z.string().optional(),
  next: z.string().optional(),
  action: z.string(),
});
export type CandidatePoint = z.infer<typeof CandidatePoint>;

/** `rung` is absent without evidence, which must not look like a low rating. */
export const LadderRung = z.strictObject({
  competencyId: CompetencyId,
  name: z.string(),
  rung: Rung.optional(),
  anchors: z.array(z.string()),
  guess: z.union([Rung, z.literal('N')]).optional(),
  /** Lowest and highest rating of the answer on which evaluators differed most. */
  spread: z.strictObject({ low: Rung, high: Rung }).optional(),
});
export type LadderRung = z.infer<typeof LadderRung>;

export const CandidateQuestion = z.strictObject({
  questionId: QuestionId,
  number: z.number().int().positive(),
  text: z.string(),
  asked: z.boolean(),
  /** Duration of the last answer. */
  answerMs: z.number().int().nonnegative().optional(),
  targetMs: z.number().int().positive(),
  firstWordMs: z.number().int().nonnegative().optional(),
  /** Present for a written answer. Only the candidate and staff get the text. */
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

/** The candidate's levels in this or an earlier attempt with the same kit version and a published report. */
export const AttemptLevels = z.strictObject({
  interviewId: InterviewId,
  at: Timestamp,
  number: z.number().int().positive(),
  levels: z.record(CompetencyId, Rung),
  /** True when all evaluators also rated the previous attempt. */
  sameRaters: z.boolean(),
});
export type AttemptLevels = z.infer<typeof AttemptLevels>;

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

export const FEEDBACK_OPEN_MS = 14 * 24 * 60 * 60 * 1_000;

/** Everything that candidates get to see of an evaluation. */
export const CandidateReport = z.strictObject({
  interviewId: InterviewId,
  kind: z.enum(['practice', 'interview']),
  kitId: KitId,
  kitVersion: KitVersion,
  role: z.string(),
  level: z.string(),
  locale: z.string(),
  slug: Slug.optional(),
  /** Absent in shared reports. */
  name: z.string().optional(),
  /** Number of this attempt among those with this kit on the private page, from 1. */
  attempt: z.number().int().positive(),
  heldAt: Timestamp,
  evaluators: z.strictObject({
    count: z.number().int().positive(),
    /** Present if the organization shows evaluators' names. */
    names: z.array(z.string()).optional(),
    spentMs: z.number().int().nonnegative().optional(),
  }),
  promisedAt: Timestamp.optional(),
  publishedAt: Timestamp,
  updatedAt: Timestamp.optional(),
  headline: z.string(),
  keep: z.array(CandidatePoint),
  change: z.array(CandidatePoint),
  ladder: z.array(LadderRung),
  questions: z.array(CandidateQuestion),
  tasks: z.array(CandidateTask),
  attempts: z.array(AttemptLevels),
  delivery: z.array(z.strictObject({ at: Timestamp, facts: DeliveryFacts })),
  judged: z.strictObject({
    competencies: z.number().int().nonnegative(),
    ratings: z.number().int().nonnegative(),
    /** Number of competencies with an answer that several evaluators rated from 1 to 5. */
    compared: z.number().int().nonnegative(),
    /** Number of competencies with locked ratings at least one point (`near`) or two points (`far`) apart. */
    near: z.number().int().nonnegative(),
    far: z.number().int().nonnegative(),
    /** How many of `far` came closer in revisions, and how many stayed that far apart after a discussion. */
    closer: z.number().int().nonnegative(),
    discussed: z.number().int().nonnegative(),
    /** If absent, the recording and its clips are never deleted automatically. */
    keptUntil: Timestamp.optional(),
  }),
});
export type CandidateReport = z.infer<typeof CandidateReport>;

export interface Disagreement {
  code: 'one-evaluator' | 'nothing-compared' | 'none' | 'near' | 'far' | 'closer' | 'discussed';
  /** Number of competencies. */
  count: number;
}

/** Returns the level that a point reached and the competency that describes it. Undefined without a level. */
export function reachedLevel(
  { competency, reached }: Pick<CandidatePoint, 'competency' | 'reached'>,
  ladder: readonly LadderRung[],
): { level: number; described: LadderRung } | undefined {
  if (reached === undefined) return undefined;
  const described = ladder.find(({ anchors, name }) => name === competency && anchors.includes(reached));
  return described && { level: described.anchors.indexOf(reached) + 1, described };
}

/** Counts competencies by how far ratings differed. `discussed`: those that the report's author marked so. */
export function disagreements({
  evaluators,
  judged,
}: Pick<CandidateReport, 'evaluators' | 'judged'>): Disagreement[] {
  const { closer, compared, discussed, far, near } = judged;
  if (evaluators.count === 1) return [{ code: 'one-evaluator', count: 0 }];
  if (compared === 0) return [{ code: 'nothing-compared', count: 0 }];
  if (near === 0) return [{ code: 'none', count: 0 }];
  const counts = { near: near - far, far, closer, discussed };
  const codes = ['near', 'far', 'closer', 'discussed'] as const;
  return codes.map(code => ({ code, count: counts[code] })).filter(({ count }) => count > 0);
}
