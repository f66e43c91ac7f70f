import { z } from 'zod';
import { EvaluationSettings } from '../evaluation/evaluationSettings.ts';
import { ReleaseReason } from '../evaluation/evaluationState.ts';
import { InterviewId, SeatId, UserId } from '../ids.ts';
import { Timestamp } from '../interview/fields.ts';
import { CompetencyId, KitId } from '../kit/kitIds.ts';
import { PracticeLength } from '../practice/practice.ts';
import { RatingValue } from '../rubric/rating.ts';
import { LinkToken } from './joinRoutes.ts';
import type { RouteRow } from './routeRow.ts';

/**
 * Next step of an evaluation.
 *
 * - `rate`: scorecards are missing;
 * - `agree`: evaluators differ by two points or more;
 * - `write`: the report can be written;
 * - `republish`: ratings changed after the report was published;
 * - `done`: the report is published, or the candidate gets none;
 * - `closed`: it can no longer be evaluated.
 */
export const EvaluationStatus = z.enum(['rate', 'agree', 'write', 'republish', 'done', 'closed']);
export type EvaluationStatus = z.infer<typeof EvaluationStatus>;

export const ClosedReason = z.enum(['scoring-closed', 'nothing-asked', 'nothing-to-rate']);
export type ClosedReason = z.infer<typeof ClosedReason>;

/** An evaluator who has claimed or locked this evaluation. */
export const QueueClaim = z.strictObject({
  userId: UserId,
  name: z.string(),
  state: z.enum(['held', 'locked']),
  since: Timestamp,
  /** Present while claimed: when the claim expires unless it is renewed. */
  expiresAt: Timestamp.optional(),
  shadow: z.boolean(),
});
export type QueueClaim = z.infer<typeof QueueClaim>;

export const QueueItem = z.strictObject({
  interviewId: InterviewId,
  kind: z.enum(['practice', 'interview']),
  kitId: KitId,
  role: z.string(),
  /** BCP 47 language tag. */
  locale: z.string(),
  length: PracticeLength.optional(),
  questions: z.number().int().nonnegative(),
  /** Planned length of the interview. */
  minutes: z.number().int().nonnegative(),
  candidate: z.string(),
  endedAt: Timestamp,
  /** When the report is due. Sorts the queue. */
  promisedAt: Timestamp,
  /** True when the candidate was promised the report by `promisedAt`. */
  promised: z.boolean(),
  report: z.boolean(),
  stage: EvaluationStatus,
  raters: z.number().int().positive(),
  locked: z.number().int().nonnegative(),
  claims: z.array(QueueClaim),
  /** The viewer's part: an unlocked draft of an ended claim, a claim, or a locked scorecard. */
  own: z.enum(['none', 'draft', 'held', 'locked']),
  ended: ReleaseReason.optional(),
  /** Why the viewer cannot claim it; absent when they can, or already have. */
  refused: z
    .enum(['own-practice', 'enough-raters', 'rated', 'invited-raters', ...ClosedReason.options])
    .optional(),
  /** True when it has agreed ratings that new evaluators are compared with. */
  reference: z.boolean(),
  /** True when the viewer's ratings count only for their own calibration. */
  shadow: z.boolean(),
});
export type QueueItem = z.infer<typeof QueueItem>;

export const QueueFilter = z.strictObject({
  kitId: KitId.optional(),
  locale: z.string().max(35).optional(),
  stage: EvaluationStatus.optional(),
  mine: z.boolean().optional(),
  /** True: only what the viewer is rating now, at any step. False: everything else. */
  held: z.boolean().optional(),
  overdue: z.boolean().optional(),
});
export type QueueFilter = z.infer<typeof QueueFilter>;

export const QUEUE_PAGE = 50;

/** The last item of a page; the next page starts after it. */
export const QueueCursor = z.strictObject({ promisedAt: Timestamp, interviewId: InterviewId });
export type QueueCursor = z.infer<typeof QueueCursor>;

/** An open claim. `link` opens the seat; opening the claim again creates a new link and ends the older one. */
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
  /** Number of scorecards locked in the last 30 days. */
  locked: z.number().int().nonnegative(),
  /** Median time from claim to lock of these. */
  medianMs: z.number().nonnegative().optional(),
  /** Absent when the organization does not calibrate. */
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
 * Whether an evaluator's evaluations count. Ratings of references never do.
 *
 * - `off`: the organization does not calibrate;
 * - `exempt`: a lead;
 * - `no-references`: there is nothing to compare with;
 * - `rating`: they count after enough references are rated;
 * - `passed`: they count permanently, even if references are added later.
 */
export const CalibrationStanding = z.enum(['off', 'exempt', 'no-references', 'rating', 'passed']);
export type CalibrationStanding = z.infer<typeof CalibrationStanding>;

export const Calibration = z.strictObject({
  standing: CalibrationStanding,
  /** Number of references to rate before evaluations count: all of them, up to five. */
  needed: z.number().int().nonnegative(),
  rated: z.array(
    z.strictObject({
      interviewId: InterviewId,
      role: z.string(),
      at: Timestamp,
      /** Rounded mean of the evaluator's ratings over the questions, and the agreed rating. */
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
  /** By competency name, over all rated references. */
  distances: z.array(
    z.strictObject({
      name: z.string(),
      n: z.number().int().positive(),
      /** Mean absolute difference, in points. */
      mean: z.number().nonnegative(),
      /** Mean signed difference: above zero, the evaluator rates higher. */
      bias: z.number(),
    }),
  ),
  /** References that are not rated yet, earliest agreement first. */
  open: z.array(z.strictObject({ interviewId: InterviewId, role: z.string(), agreedAt: Timestamp })),
});
export type Calibration = z.infer<typeof Calibration>;

const one = z.strictObject({ interviewId: InterviewId });

export const EVALUATION_ROUTES = {
  /** Nearest promise first, `QUEUE_PAGE` at a time. */
  'evaluations.list': {
    method: 'POST',
    path: '/api/evaluations/list',
    params: z.strictObject({ filter: QueueFilter, after: QueueCursor.optional() }),
    result: z.strictObject({
      items: z.array(QueueItem),
      next: QueueCursor.optional(),
      total: z.number().int().nonnegative(),
      overdue: z.number().int().nonnegative(),
      kits: z.array(z.strictObject({ kitId: KitId, role: z.string() })),
      locales: z.array(z.string()),
      now: Timestamp,
    }),
    access: 'evaluations.read',
  },
  'evaluations.read': {
    method: 'GET',
    path: '/api/evaluations/interviews/:interviewId',
    params: one,
    result: z.strictObject({ item: QueueItem }),
    access: 'evaluations.read',
  },
  /** `taken`: other evaluators were faster. Lists them, and what can be claimed instead. */
  'evaluations.claim': {
    method: 'POST',
    path: '/api/evaluations/:interviewId/claim',
    params: one,
    result: z.discriminatedUnion('outcome', [
      z.strictObject({ outcome: z.literal('claimed'), claim: OpenedClaim }),
      z.strictObject({ outcome: z.literal('taken'), by: z.array(z.string()), next: QueueItem.optional() }),
    ]),
    access: 'evaluations.rate',
  },
  /** Creates a new link to the member's own claim or locked scorecard. `conflict` when the claim has ended. */
  'evaluations.open': {
    method: 'POST',
    path: '/api/evaluations/:interviewId/open',
    params: one,
    result: z.strictObject({ claim: OpenedClaim }),
    access: 'evaluations.rate',
  },
  'evaluations.renew': {
    method: 'POST',
    path: '/api/evaluations/:interviewId/renew',
    params: one,
    result: z.strictObject({ expiresAt: Timestamp }),
    access: 'evaluations.rate',
  },
  /** Returns the member's own claim. Its draft is stored for the next claim. */
  'evaluations.release': {
    method: 'POST',
    path: '/api/evaluations/:interviewId/release',
    params: one,
    result: z.strictObject({}),
    access: 'evaluations.rate',
  },
  'evaluations.takeBack': {
    method: 'POST',
    path: '/api/evaluations/:interviewId/take-back',
    params: z.strictObject({ interviewId: InterviewId, userId: UserId }),
    result: z.strictObject({}),
    access: 'evaluations.manage',
  },
  /**
   * Claims it for another member and notifies them. `conflict` when enough people rate it, or they rate or rated it.
   */
  'evaluations.assign': {
    method: 'POST',
    path: '/api/evaluations/:interviewId/assign',
    params: z.strictObject({ interviewId: InterviewId, userId: UserId }),
    result: z.strictObject({}),
    access: 'evaluations.manage',
  },
  /** Asks for one more evaluator, for an evaluation that is late or disputed. */
  'evaluations.addRater': {
    method: 'POST',
    path: '/api/evaluations/:interviewId/raters',
    params: one,
    result: z.strictObject({ item: QueueItem }),
    access: 'evaluations.manage',
  },
  'evaluations.load': {
    method: 'GET',
    path: '/api/evaluations/load',
    params: z.strictObject({}),
    result: z.strictObject({
      people: z.array(EvaluatorLoad),
      /** Open evaluations by days since the interview ended: up to one, up to two, longer. */
      ageing: z.strictObject({
        day: z.number().int().nonnegative(),
        twoDays: z.number().int().nonnegative(),
        longer: z.number().int().nonnegative(),
      }),
      /** Median time from the interview's end to its report, of reports published in the last 30 days. */
      medianMs: z.number().nonnegative().optional(),
      published: z.number().int().nonnegative(),
      /** Of these reports, how many were promised, and how many came in time. */
      promised: z.number().int().nonnegative(),
      onTime: z.number().int().nonnegative(),
    }),
    access: 'evaluations.read',
  },
  'evaluations.settings': {
    method: 'GET',
    path: '/api/evaluations/settings',
    params: z.strictObject({}),
    result: z.strictObject({ settings: EvaluationSettings }),
    access: 'evaluations.read',
  },
  /** Keeps settings that are left out. Changes apply to interviews that end later. */
  'evaluations.change': {
    method: 'PUT',
    path: '/api/evaluations/settings',
    params: z.strictObject({ settings: EvaluationSettings.partial() }),
    result: z.strictObject({}),
    access: 'evaluations.manage',
  },
  /** `null` removes the reference. `blind` until the scorecards are open. */
  'evaluations.markReference': {
    method: 'PUT',
    path: '/api/evaluations/:interviewId/reference',
    params: z.strictObject({ interviewId: InterviewId, ratings: AgreedRatings.nullable() }),
    result: z.strictObject({}),
    access: 'evaluations.manage',
  },
  /** Another member's calibration requires the permission to manage evaluations. */
  'evaluations.calibration': {
    method: 'POST',
    path: '/api/evaluations/calibration',
    params: z.strictObject({ userId: UserId.optional() }),
    result: z.strictObject({ calibration: Calibration }),
    access: 'evaluations.rate',
  },
} as const satisfies Record<string, RouteRow>;
