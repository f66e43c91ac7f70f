import { z } from 'zod';
import { EvaluationSettings } from '../evaluation/evaluationSettings.ts';
import { ReleaseReason } from '../evaluation/evaluationState.ts';
import { InterviewId, SeatId, UserId } from '../ids.ts';
import { Timestamp } from '../interview/fields.ts';
import { CompetencyId, KitId } from '../kit/kitIds.ts';
import { PracticeLength } from '../practice/practice.ts';
import { RatingValue } from '../rubric/rating.ts';
import { nothing } from '../schemaOf.ts';
import { LinkToken } from './joinRoutes.ts';
import { PublishAsked } from './reportRoutes.ts';
import { route } from './routeRow.ts';

/**
 * `agree`: evaluators differ by two points or more. `republish`: ratings changed after the report was
 * published. `done`: the report is published, or none is due. `closed`: evaluation is no longer possible.
 */
export const EvaluationStatus = z.enum(['rate', 'agree', 'write', 'republish', 'done', 'closed']);
export type EvaluationStatus = z.infer<typeof EvaluationStatus>;

export const ClosedReason = z.enum(['scoring-closed', 'nothing-asked', 'nothing-to-rate']);
export type ClosedReason = z.infer<typeof ClosedReason>;

export const QueueClaim = z.strictObject({
  userId: UserId,
  name: z.string(),
  state: z.enum(['held', 'locked']),
  since: Timestamp,
  /** Present while the claim is held. Each renewal extends it. */
  expiresAt: Timestamp.optional(),
  shadow: z.boolean(),
});
export type QueueClaim = z.infer<typeof QueueClaim>;

export const QueueItem = z.strictObject({
  interviewId: InterviewId,
  kind: z.enum(['practice', 'interview']),
  kitId: KitId,
  role: z.string(),
  locale: z.string(),
  length: PracticeLength.optional(),
  questions: z.number().int().nonnegative(),
  minutes: z.number().int().nonnegative(),
  candidate: z.string(),
  endedAt: Timestamp,
  /** When the report is due. The evaluation queue is sorted by this time. */
  promisedAt: Timestamp,
  promised: z.boolean(),
  report: z.boolean(),
  stage: EvaluationStatus,
  raters: z.number().int().positive(),
  locked: z.number().int().nonnegative(),
  claims: z.array(QueueClaim),
  /** `draft`: the member has an unlocked scorecard from a claim that ended. */
  own: z.enum(['none', 'draft', 'held', 'locked']),
  ended: ReleaseReason.optional(),
  /** Why the viewer can't claim the interview. Absent if they can claim it, or have claimed it. */
  refused: z
    .enum(['own-practice', 'enough-raters', 'rated', 'invited-raters', ...ClosedReason.options])
    .optional(),
  /** True for a reference: new evaluators are compared with its agreed ratings. */
  reference: z.boolean(),
  /** True when the viewer's ratings count only for their own calibration. */
  shadow: z.boolean(),
  /** Present while someone who may not publish the report waits for it to be published. */
  publishAsked: PublishAsked.optional(),
});
export type QueueItem = z.infer<typeof QueueItem>;

export const QueueFilter = z.strictObject({
  kitId: KitId.optional(),
  locale: z.string().max(35).optional(),
  stage: EvaluationStatus.optional(),
  mine: z.boolean().optional(),
  /** `true`: only interviews that the viewer is rating now. `false`: only the others. */
  held: z.boolean().optional(),
  overdue: z.boolean().optional(),
});
export type QueueFilter = z.infer<typeof QueueFilter>;

export const QUEUE_PAGE = 50;

export const QueueCursor = z.strictObject({ promisedAt: Timestamp, interviewId: InterviewId });
export type QueueCursor = z.infer<typeof QueueCursor>;

/** `link` opens the evaluator's page. Opening the claim again creates another link and disables this one. */
export const OpenedClaim = z.strictObject({
  seatId: SeatId,
  link: LinkToken,
  expiresAt: Timestamp,
  shadow: z.boolean(),
});
export type OpenedClaim = z.infer<typeof OpenedClaim>;

export const EvaluatorLoad = z.strictObject({
  userId: UserId,
  name: z.string(),
  held: z.number().int().nonnegative(),
  /** Scorecards locked in the last 30 days. */
  locked: z.number().int().nonnegative(),
  medianMs: z.number().nonnegative().optional(),
  /** Absent when the organization doesn't calibrate evaluators. */
  calibration: z
    .strictObject({
      done: z.number().int().nonnegative(),
      of: z.number().int().positive(),
      passed: z.boolean(),
    })
    .optional(),
});
export type EvaluatorLoad = z.infer<typeof EvaluatorLoad>;

export const AgreedRatings = z.record(CompetencyId, RatingValue);
export type AgreedRatings = z.infer<typeof AgreedRatings>;

/**
 * `exempt`: leads need no calibration. `rating`: the evaluator must rate references before other interviews.
 * `passed`: the evaluator has rated enough of them, even if references are added later.
 */
export const CalibrationStanding = z.enum(['off', 'exempt', 'no-references', 'rating', 'passed']);
export type CalibrationStanding = z.infer<typeof CalibrationStanding>;

export const Calibration = z.strictObject({
  standing: CalibrationStanding,
  /** Number of references to rate: all existing ones, up to five. */
  needed: z.number().int().nonnegative(),
  rated: z.array(
    z.strictObject({
      interviewId: InterviewId,
      role: z.string(),
      at: Timestamp,
      /** `own`: the evaluator's mean rating over the questions, rounded. */
      competencies: z.array(
        z.strictObject({
          competencyId: CompetencyId,
          name: z.string(),
          own: RatingValue.optional(),
          agreed: RatingValue,
        }),
      ),
    }),
  ),
  distances: z.array(
    z.strictObject({
      name: z.string(),
      n: z.number().int().positive(),
      /** Mean absolute difference from the agreed ratings, in points. */
      mean: z.number().nonnegative(),
      /** Mean signed difference. Above zero, the evaluator rates higher than agreed. */
      bias: z.number(),
    }),
  ),
  open: z.array(z.strictObject({ interviewId: InterviewId, role: z.string(), agreedAt: Timestamp })),
});
export type Calibration = z.infer<typeof Calibration>;

const one = z.strictObject({ interviewId: InterviewId });

export const EVALUATION_ROUTES = {
  'evaluations.list': route(
    'POST /api/evaluations/list',
    'evaluations.read',
    { filter: QueueFilter, after: QueueCursor.optional() },
    {
      items: z.array(QueueItem),
      next: QueueCursor.optional(),
      total: z.number().int().nonnegative(),
      overdue: z.number().int().nonnegative(),
      kits: z.array(z.strictObject({ kitId: KitId, role: z.string() })),
      locales: z.array(z.string()),
      now: Timestamp,
    },
  ),
  'evaluations.read': route('GET /api/evaluations/interviews/:interviewId', 'evaluations.read', one, {
    item: QueueItem,
  }),
  /** `taken`: other evaluators claimed the interview first. The member can claim `next` instead. */
  'evaluations.claim': route(
    'POST /api/evaluations/:interviewId/claim',
    'evaluations.rate',
    one,
    z.discriminatedUnion('outcome', [
      z.strictObject({ outcome: z.literal('claimed'), claim: OpenedClaim }),
      z.strictObject({ outcome: z.literal('taken'), by: z.array(z.string()), next: QueueItem.optional() }),
    ]),
  ),
  /** Creates a new link to the member's claim or locked scorecard. `conflict` if the claim has ended. */
  'evaluations.open': route('POST /api/evaluations/:interviewId/open', 'evaluations.rate', one, {
    claim: OpenedClaim,
  }),
  'evaluations.renew': route('POST /api/evaluations/:interviewId/renew', 'evaluations.rate', one, {
    expiresAt: Timestamp,
  }),
  /** Gives the member's claim back. The draft is kept in case the member claims again. */
  'evaluations.release': route('POST /api/evaluations/:interviewId/release', 'evaluations.rate', one),
  'evaluations.takeBack': route('POST /api/evaluations/:interviewId/take-back', 'evaluations.manage', {
    interviewId: InterviewId,
    userId: UserId,
  }),
  /** Assigns another member. `conflict` if there are enough evaluators, or this member is or was one. */
  'evaluations.assign': route('POST /api/evaluations/:interviewId/assign', 'evaluations.manage', {
    interviewId: InterviewId,
    userId: UserId,
  }),
  /** Raises the number of required evaluators by one. */
  'evaluations.addRater': route('POST /api/evaluations/:interviewId/raters', 'evaluations.manage', one, {
    item: QueueItem,
  }),
  'evaluations.load': route('GET /api/evaluations/load', 'evaluations.read', nothing, {
    people: z.array(EvaluatorLoad),
    /** Number of open evaluations by days since the interview ended. */
    ageing: z.strictObject({
      day: z.number().int().nonnegative(),
      twoDays: z.number().int().nonnegative(),
      longer: z.number().int().nonnegative(),
    }),
    /** Median time from an interview's end to its report, for reports published in the last 30 days. */
    medianMs: z.number().nonnegative().optional(),
    published: z.number().int().nonnegative(),
    promised: z.number().int().nonnegative(),
    onTime: z.number().int().nonnegative(),
  }),
  'evaluations.settings': route('GET /api/evaluations/settings', 'evaluations.read', nothing, {
    settings: EvaluationSettings,
  }),
  /** Changes apply only to interviews that end later. */
  'evaluations.change': route('PUT /api/evaluations/settings', 'evaluations.manage', {
    settings: EvaluationSettings.partial(),
  }),
  /** Makes the interview a reference. `null` undoes this. Fails with `blind` until scorecards are open. */
  'evaluations.markReference': route('PUT /api/evaluations/:interviewId/reference', 'evaluations.manage', {
    interviewId: InterviewId,
    ratings: AgreedRatings.nullable(),
  }),
  /** Without `userId`, returns one's own calibration. Another member's requires `evaluations.manage`. */
  'evaluations.calibration': route(
    'POST /api/evaluations/calibration',
    'evaluations.rate',
    { userId: UserId.optional() },
    { calibration: Calibration },
  ),
} as const;
