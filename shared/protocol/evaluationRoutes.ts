import { z } from 'zod';
import { EvaluationSettings } from '../evaluation/evaluationSettings.ts';
import { ReleaseReason } from '../evaluation/evaluationState.ts';
import { InterviewId, SeatId, UserId } from '../ids.ts';
import { Timestamp } from '../interview/fields.ts';
import { KitId } from '../kit/kitIds.ts';
import { PracticeLength } from '../practice/practice.ts';
import { Revision } from '../rubric/scorecard.ts';
import { nothing } from '../schemaOf.ts';
import { CalibrationStanding, ReferencesFirst } from './calibrationRoutes.ts';
import { LinkToken } from './joinRoutes.ts';
import { PublishAsked } from './reportRoutes.ts';
import { route } from './routeRow.ts';

/**
 * `agree`: evaluators differ by two points or more. `republish`: ratings changed after the report was
 * published. `done`: the report is published, or none is due. `closed`: evaluation is no longer possible.
 */
export const EvaluationStatus = z.enum(['rate', 'agree', 'write', 'republish', 'done', 'closed']);
export type EvaluationStatus = z.infer<typeof EvaluationStatus>;

/**
 * Kinds of work on an evaluation, the most urgent first, and then the two ways in which it can be finished.
 * `publish`: a member asked for the report to be published. `reply`: a reader's question about the report
 * waits for an answer. An evaluation can have several kinds, and then has a row for each.
 */
export const EvaluationStep = z.enum([
  ...['rate', 'agree', 'write', 'publish', 'republish', 'reply'],
  ...['done', 'closed'],
] as const);
export type EvaluationStep = z.infer<typeof EvaluationStep>;

export function isFinished(step: EvaluationStep): boolean {
  return step === 'done' || step === 'closed';
}

export const WORK_STEPS: readonly EvaluationStep[] = EvaluationStep.options.filter(step => !isFinished(step));

export const ClosedReason = z.enum(['scoring-closed', 'nothing-asked', 'nothing-to-rate']);
export type ClosedReason = z.infer<typeof ClosedReason>;

/** What made rating impossible. `time-over`: the raters' time ended. `none`: nothing was ever recorded. */
export const ClosedDetail = z.strictObject({
  how: z.enum(['person', 'time-over', 'none', 'deleted', 'failed']),
  at: Timestamp.optional(),
  /** Name of the person who closed rating. */
  by: z.string().optional(),
});
export type ClosedDetail = z.infer<typeof ClosedDetail>;

export const QueueClaim = z.strictObject({
  userId: UserId,
  name: z.string(),
  state: z.enum(['held', 'locked']),
  since: Timestamp,
  /** Present while the claim is held. Each renewal extends it. */
  expiresAt: Timestamp.optional(),
  shadow: z.boolean(),
  /** True when the member has nothing left to compare with other raters. */
  compared: z.boolean(),
  seatId: SeatId,
});
export type QueueClaim = z.infer<typeof QueueClaim>;

/**
 * Groups of rows, in the order of the list. `mine`: the viewer has something left to do. `open`: anyone who may do it
 * can, the viewer included. `others`: the viewer can't do anything, or has done their part.
 */
export const QueueGroup = z.enum(['mine', 'open', 'others', 'finished']);
export type QueueGroup = z.infer<typeof QueueGroup>;

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
  /** Title of the interview, if it says more than the role and the viewer may know it. */
  title: z.string().optional(),
  endedAt: Timestamp,
  /** When the work is due. Present only if the candidate was promised a date, or a member set one. */
  dueAt: Timestamp.optional(),
  /** Name of the member who set `dueAt`. */
  dueBy: z.string().optional(),
  /** Until when the candidate was promised the report. */
  promisedAt: Timestamp.optional(),
  report: z.boolean(),
  stage: EvaluationStatus,
  /** The work that this row is about. For a single evaluation, its most urgent work. */
  step: EvaluationStep,
  raters: z.number().int().positive(),
  locked: z.number().int().nonnegative(),
  claims: z.array(QueueClaim),
  /**
   * Raters that the evaluation waits for, as far as the viewer may know: those who haven't locked, or those who
   * have neither revised nor kept their ratings. `own`: the viewer.
   */
  waitsFor: z.array(z.strictObject({ seatId: SeatId, name: z.string(), own: z.boolean() })),
  /** `draft`: the member has an unlocked scorecard from a claim that ended. */
  own: z.enum(['none', 'draft', 'held', 'locked']),
  /** True when the viewer has revised or kept their ratings where others differ, while these still compare. */
  compared: z.boolean(),
  ended: ReleaseReason.optional(),
  /** Why the viewer can't claim the interview. Absent if they can claim it, or have claimed it. */
  refused: z
    .enum([
      'own-practice',
      'enough-raters',
      'rated',
      'invited-raters',
      'no-recording',
      ...ClosedReason.options,
    ])
    .optional(),
  /** Present if the evaluation is closed and the reason has details. */
  closedDetail: ClosedDetail.optional(),
  /** True for a reference: new evaluators are compared with its agreed ratings. */
  reference: z.boolean(),
  /**
   * True if it is a reference or can become one: everyone has rated and compared, and there is something to watch
   * or read.
   */
  referable: z.boolean(),
  /** Present while the recording can't be played. */
  recording: z.enum(['processing', 'failed']).optional(),
  /** True when the viewer's ratings count only for their own calibration. */
  shadow: z.boolean(),
  /** Present in rows of the list. */
  group: QueueGroup.optional(),
  /** Present while someone who may not publish the report waits for it to be published. */
  publishAsked: PublishAsked.optional(),
  /** Present while a reader's question about the report waits for an answer. */
  question: z.strictObject({ askedAt: Timestamp }).optional(),
});
export type QueueItem = z.infer<typeof QueueItem>;

const VALUES_MAX = 50;

/** `later`: has a due date that has not passed. */
export const QueueDue = z.enum(['overdue', 'later', 'none']);
export type QueueDue = z.infer<typeof QueueDue>;
/**
 * Groups that can be chosen. `mine` includes finished evaluations that the viewer has rated. `free`: those of `open`
 * that need ratings and that no one rates yet.
 */
export const QueueWho = z.enum(['mine', 'open', 'free', 'others']);
export type QueueWho = z.infer<typeof QueueWho>;

/** Without `steps`, everything that waits. Values of one field are alternatives. */
export const QueueFilter = z.strictObject({
  steps: z.array(EvaluationStep).min(1).max(EvaluationStep.options.length).optional(),
  kitIds: z.array(KitId).min(1).max(VALUES_MAX).optional(),
  locales: z.array(z.string().min(1).max(35)).min(1).max(VALUES_MAX).optional(),
  kind: z.enum(['practice', 'interview']).optional(),
  due: QueueDue.optional(),
  who: QueueWho.optional(),
  /** `true`: only interviews that the viewer is rating now. `false`: only the others. */
  held: z.boolean().optional(),
  /** `true`: only evaluations that can become references, finished ones too. */
  referable: z.literal(true).optional(),
  /** Only what this member has left to do. Another member's work requires `evaluations.manage`. */
  person: UserId.optional(),
});
export type QueueFilter = z.infer<typeof QueueFilter>;

export const QUEUE_PAGE = 50;

/** Place of a row. `since`: the time from which its work waits. */
export const QueueCursor = z.strictObject({
  group: QueueGroup,
  dueAt: Timestamp.optional(),
  since: Timestamp,
  interviewId: InterviewId,
  step: EvaluationStep,
});
export type QueueCursor = z.infer<typeof QueueCursor>;

const countOf = <T extends z.ZodType>(value: T) =>
  z.array(z.strictObject({ value, count: z.number().int().nonnegative() }));

/** Number of rows in total, and for each value of a field of the filter, as if this field had no filter. */
export const QueueCounts = z.strictObject({
  total: z.number().int().nonnegative(),
  steps: countOf(EvaluationStep),
  kitIds: countOf(KitId),
  locales: countOf(z.string()),
  kind: countOf(z.enum(['practice', 'interview'])),
  due: countOf(QueueDue),
  who: countOf(QueueWho),
  /** What each filter shows alone. */
  quick: z.strictObject({
    mine: z.number().int().nonnegative(),
    open: z.number().int().nonnegative(),
    overdue: z.number().int().nonnegative(),
    reply: z.number().int().nonnegative(),
    free: z.number().int().nonnegative(),
    compare: z.number().int().nonnegative(),
    others: z.number().int().nonnegative(),
  }),
});
export type QueueCounts = z.infer<typeof QueueCounts>;

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
  /** Pieces of work that the queue shows this person as theirs to do. */
  open: z.number().int().nonnegative(),
  /** Scorecards locked in the last 30 days. */
  locked: z.number().int().nonnegative(),
  medianMs: z.number().nonnegative().optional(),
  /** As it is, or would be, while the organization calibrates evaluators. Absent for members who may not rate. */
  calibration: z
    .strictObject({
      standing: CalibrationStanding,
      done: z.number().int().nonnegative(),
      of: z.number().int().nonnegative(),
      /** Number of references rated for comparison, also if they don't count. */
      rated: z.number().int().nonnegative(),
    })
    .optional(),
});
export type EvaluatorLoad = z.infer<typeof EvaluatorLoad>;

/**
 * A rater who has neither revised nor kept ratings that are far from others'. `reach`: whether an email can
 * remind them. `reminded`: they got one today. `no-account`: their account was deleted or disabled. `no-link`:
 * their link was revoked or has expired. `no-address`: their link was passed on without an email.
 */
export const WaitedFor = z.strictObject({
  seatId: SeatId,
  name: z.string(),
  reach: z.enum(['mail', 'reminded', 'no-mail', 'no-account', 'no-link', 'no-address']),
  /** True for the reader. */
  own: z.boolean(),
});
export type WaitedFor = z.infer<typeof WaitedFor>;

export const Comparison = z.strictObject({
  waitsFor: z.array(WaitedFor),
  mayEnd: z.boolean(),
  /** Present if a person closed the rating while ratings were left to compare. */
  ended: z
    .strictObject({ at: Timestamp, by: z.string().optional(), reason: z.string().optional() })
    .optional(),
});
export type Comparison = z.infer<typeof Comparison>;

const one = z.strictObject({ interviewId: InterviewId });

export const EVALUATION_ROUTES = {
  'evaluations.list': route(
    'POST /api/evaluations/list',
    'evaluations.read',
    { filter: QueueFilter, after: QueueCursor.optional() },
    {
      items: z.array(QueueItem),
      next: QueueCursor.optional(),
      /** Counts without regard to `held`. */
      counts: QueueCounts,
      /** Roles of the kits in `counts`, with their levels if several kits have the same role. */
      kits: z.array(z.strictObject({ kitId: KitId, role: z.string(), level: z.string().optional() })),
      /** Name of the filter's `person`. */
      person: z.string().optional(),
      /** Members whose work can be chosen. Present for readers who may see it. */
      people: z.array(z.strictObject({ userId: UserId, name: z.string() })).optional(),
      references: ReferencesFirst.optional(),
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
  /** For whom the comparison of an interview's ratings waits. Empty if it is over. */
  'evaluations.comparison': route(
    'GET /api/evaluations/:interviewId/comparison',
    'evaluations.read',
    one,
    Comparison,
  ),
  /** Emails a rater for whom the comparison waits, at most once a day. `conflict` if it isn't possible. */
  'evaluations.remindToCompare': route(
    'POST /api/evaluations/:interviewId/comparison/remind',
    'evaluations.read',
    { interviewId: InterviewId, seatId: SeatId },
  ),
  /** Emails a rater who hasn't locked, at most once a day. `conflict` if it isn't possible. */
  'evaluations.remindToRate': route(
    'POST /api/evaluations/:interviewId/ratings/remind',
    'evaluations.manage',
    { interviewId: InterviewId, seatId: SeatId },
  ),
  /** Closes the rating: no one can revise ratings anymore. */
  'evaluations.endComparison': route(
    'POST /api/evaluations/:interviewId/comparison/end',
    'evaluations.manage',
    { interviewId: InterviewId, reason: Revision.shape.reason.optional() },
  ),
  /** Sets when the work is due. `null` goes back to the date that the candidate was promised, or to none. */
  'evaluations.setDue': route(
    'PUT /api/evaluations/:interviewId/due',
    'evaluations.manage',
    { interviewId: InterviewId, dueAt: Timestamp.nullable() },
    { item: QueueItem },
  ),
  'evaluations.load': route('GET /api/evaluations/load', 'evaluations.read', nothing, {
    people: z.array(EvaluatorLoad),
    /** True when the organization calibrates evaluators. */
    calibrates: z.boolean(),
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
  /** `calibration` applies immediately, other changes only to interviews that end later. */
  'evaluations.change': route('PUT /api/evaluations/settings', 'evaluations.manage', {
    settings: EvaluationSettings.partial(),
  }),
} as const;
