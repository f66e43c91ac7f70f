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
 * How far an evaluation is.
 *
 * - `rate`: scorecards are missing; - `agree`: raters are two points or more apart; - `write`: the report can be written;
 * - `republish`: ratings changed since the report was published; - `done`: it is published, or the candidate gets none;
 * - `closed`: it can no longer be evaluated.
 */
export const EvaluationStage = z.enum(['rate', 'agree', 'write', 'republish', 'done', 'closed']);
export type EvaluationStage = z.infer<typeof EvaluationStage>;

/** Why an evaluation is closed. */
export const ClosedReason = z.enum(['scoring-closed', 'nothing-asked', 'nothing-to-rate']);
export type ClosedReason = z.infer<typeof ClosedReason>;

/** Who has claimed it, or has rated it. */
export const QueueClaim = z.strictObject({
  userId: UserId,
  name: z.string(),
  state: z.enum(['held', 'locked']),
  since: Timestamp,
  /** Of one that is held: when it ends without work. */
  expiresAt: Timestamp.optional(),
  shadow: z.boolean(),
});
export type QueueClaim = z.infer<typeof QueueClaim>;

/** One line of the queue, for one member of staff. */
export const QueueItem = z.strictObject({
  interviewId: InterviewId,
  kind: z.enum(['practice', 'interview']),
  kitId: KitId,
  role: z.string(),
  /** BCP 47. */
  locale: z.string(),
  /** Of a practice attempt. */
  length: PracticeLength.optional(),
  questions: z.number().int().nonnegative(),
  /** Of the session. */
  minutes: z.number().int().nonnegative(),
  /** A code where names are hidden. */
  candidate: z.string(),
  endedAt: Timestamp,
  /** When the report is due; the queue's order. */
  promisedAt: Timestamp,
  /** Whether the candidate was promised the report by then. */
  promised: z.boolean(),
  /** Whether the candidate is to get a report. */
  report: z.boolean(),
  stage: EvaluationStage,
  raters: z.number().int().positive(),
  /** Locked scorecards that count. */
  locked: z.number().int().nonnegative(),
  claims: z.array(QueueClaim),
  /** The viewer's own part in it: a draft left behind, a claim, a locked scorecard. */
  own: z.enum(['none', 'draft', 'held', 'locked']),
  /** Why the viewer's own claim ended, where a draft was left behind. */
  ended: ReleaseReason.optional(),
  /** Why the viewer cannot claim it; absent: they can, or hold it already. */
  refused: z
    .enum(['own-practice', 'enough-raters', 'rated', 'invited-raters', ...ClosedReason.options])
    .optional(),
  /** With agreed ratings to compare new evaluators with. */
  reference: z.boolean(),
  /** What the viewer rates there reaches no one. */
  shadow: z.boolean(),
});
export type QueueItem = z.infer<typeof QueueItem>;

/** Which part of the queue; stands in the page's address. */
export const QueueFilter = z.strictObject({
  kitId: KitId.optional(),
  locale: z.string().max(35).optional(),
  stage: EvaluationStage.optional(),
  /** The viewer's own claims and scorecards only. */
  mine: z.boolean().optional(),
  /** True: only what the viewer is rating now, at any step. False: everything else. */
  held: z.boolean().optional(),
  overdue: z.boolean().optional(),
});
export type QueueFilter = z.infer<typeof QueueFilter>;

export const QUEUE_PAGE = 50;

/** A place in the queue after which the next page begins. */
export const QueueCursor = z.strictObject({ promisedAt: Timestamp, interviewId: InterviewId });
export type QueueCursor = z.infer<typeof QueueCursor>;

/** A claim as its owner works with it. `link` opens the seat; each answer has a new one, and an older one stops working. */
export const OpenedClaim = z.strictObject({
  seatId: SeatId,
  link: LinkToken,
  /** By the server's clock. */
  expiresAt: Timestamp,
  shadow: z.boolean(),
});
export type OpenedClaim = z.infer<typeof OpenedClaim>;

/** What one evaluator has to do and has done. */
export const EvaluatorLoad = z.strictObject({
  userId: UserId,
  name: z.string(),
  held: z.number().int().nonnegative(),
  /** Locked in the last 30 days. */
  locked: z.number().int().nonnegative(),
  /** From claim to lock, of these. */
  medianMs: z.number().nonnegative().optional(),
  /** Absent where no one has to be compared. */
  calibration: z
    .strictObject({
      done: z.number().int().nonnegative(),
      of: z.number().int().positive(),
      passed: z.boolean(),
    })
    .optional(),
});
export type EvaluatorLoad = z.infer<typeof EvaluatorLoad>;

/** Agreed ratings of one interview: what a new evaluator is compared with. */
export const AgreedRatings = z.record(CompetencyId, RatingValue);
export type AgreedRatings = z.infer<typeof AgreedRatings>;

/**
 * Whether one evaluator's evaluations count. Ratings of references never do.
 *
 * - `off`: the organization compares no one; - `exempt`: a lead; - `no-references`: there is nothing to be compared with;
 * - `rating`: they count once enough references are rated; - `passed`: they count from now on, whatever becomes a reference later.
 */
export const CalibrationStanding = z.enum(['off', 'exempt', 'no-references', 'rating', 'passed']);
export type CalibrationStanding = z.infer<typeof CalibrationStanding>;

/** How far one evaluator is from the agreed ratings. */
export const Calibration = z.strictObject({
  standing: CalibrationStanding,
  /** How many references are rated before evaluations count: all of them, up to five. */
  needed: z.number().int().nonnegative(),
  /** Rated and locked. */
  rated: z.array(
    z.strictObject({
      interviewId: InterviewId,
      role: z.string(),
      at: Timestamp,
      /** Own value, rounded mean over the questions, and agreed value. */
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
  /** Over everything rated so far, by the competency's name. */
  distances: z.array(
    z.strictObject({
      name: z.string(),
      n: z.number().int().positive(),
      /** Mean absolute difference, in points of the scale. */
      mean: z.number().nonnegative(),
      /** Mean signed difference: above zero, the evaluator is milder. */
      bias: z.number(),
    }),
  ),
  /** References that are not rated yet, the first agreed on first. */
  open: z.array(z.strictObject({ interviewId: InterviewId, role: z.string(), agreedAt: Timestamp })),
});
export type Calibration = z.infer<typeof Calibration>;

const one = z.strictObject({ interviewId: InterviewId });

export const EVALUATION_ROUTES = {
  /** By promise, the nearest first, `QUEUE_PAGE` at a time. */
  'evaluations.list': {
    method: 'POST',
    path: '/api/evaluations/list',
    params: z.strictObject({ filter: QueueFilter, after: QueueCursor.optional() }),
    result: z.strictObject({
      items: z.array(QueueItem),
      next: QueueCursor.optional(),
      /** Of everything that the filter lets through. */
      total: z.number().int().nonnegative(),
      overdue: z.number().int().nonnegative(),
      /** What there is to filter by. */
      kits: z.array(z.strictObject({ kitId: KitId, role: z.string() })),
      locales: z.array(z.string()),
      /** The server's clock. */
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
  /** `taken`: others were faster; who they are, and what can be claimed instead. */
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
  /** A new link to a claim that is held, or to one's own locked scorecard. `conflict` where the claim has ended. */
  'evaluations.open': {
    method: 'POST',
    path: '/api/evaluations/:interviewId/open',
    params: one,
    result: z.strictObject({ claim: OpenedClaim }),
    access: 'evaluations.rate',
  },
  /** Someone is at work. `conflict` where the claim has ended. */
  'evaluations.renew': {
    method: 'POST',
    path: '/api/evaluations/:interviewId/renew',
    params: one,
    result: z.strictObject({ expiresAt: Timestamp }),
    access: 'evaluations.rate',
  },
  /** Hands one's own claim back; what was typed stays for the next time. */
  'evaluations.release': {
    method: 'POST',
    path: '/api/evaluations/:interviewId/release',
    params: one,
    result: z.strictObject({}),
    access: 'evaluations.rate',
  },
  /** Takes someone else's claim back. */
  'evaluations.takeBack': {
    method: 'POST',
    path: '/api/evaluations/:interviewId/take-back',
    params: z.strictObject({ interviewId: InterviewId, userId: UserId }),
    result: z.strictObject({}),
    access: 'evaluations.manage',
  },
  /** Claims it for someone else, who is told. `conflict` where enough people rate it, or they do or have done so. */
  'evaluations.assign': {
    method: 'POST',
    path: '/api/evaluations/:interviewId/assign',
    params: z.strictObject({ interviewId: InterviewId, userId: UserId }),
    result: z.strictObject({}),
    access: 'evaluations.manage',
  },
  /** One more rater than was asked for at first, for one that will be late or where raters are apart. */
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
      /** What waits, by the time since the interview ended, in days: up to one, up to two, longer. */
      ageing: z.strictObject({
        day: z.number().int().nonnegative(),
        twoDays: z.number().int().nonnegative(),
        longer: z.number().int().nonnegative(),
      }),
      /** From the end of the interview to the report, of those published in the last 30 days. */
      medianMs: z.number().nonnegative().optional(),
      published: z.number().int().nonnegative(),
      /** Of these, how many were promised, and how many of the promises were kept. */
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
  /** Settings that are left out stay. Changes count for what ends from now on. */
  'evaluations.change': {
    method: 'PUT',
    path: '/api/evaluations/settings',
    params: z.strictObject({ settings: EvaluationSettings.partial() }),
    result: z.strictObject({}),
    access: 'evaluations.manage',
  },
  /** `null` takes the mark away. `blind` until the scorecards are open. */
  'evaluations.markReference': {
    method: 'PUT',
    path: '/api/evaluations/:interviewId/reference',
    params: z.strictObject({ interviewId: InterviewId, ratings: AgreedRatings.nullable() }),
    result: z.strictObject({}),
    access: 'evaluations.manage',
  },
  /** Of the one who asks; of someone else, for those who may manage. */
  'evaluations.calibration': {
    method: 'POST',
    path: '/api/evaluations/calibration',
    params: z.strictObject({ userId: UserId.optional() }),
    result: z.strictObject({ calibration: Calibration }),
    access: 'evaluations.rate',
  },
} as const satisfies Record<string, RouteRow>;
