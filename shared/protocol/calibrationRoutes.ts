import { z } from 'zod';
import { InterviewId, UserId } from '../ids.ts';
import { Timestamp } from '../interview/fields.ts';
import { CompetencyId } from '../kit/kitIds.ts';
import { RatingValue, SCALE } from '../rubric/rating.ts';
import { route } from './routeRow.ts';

export const AgreedRatings = z.record(CompetencyId, RatingValue);
export type AgreedRatings = z.infer<typeof AgreedRatings>;

/**
 * `exempt`: leads need no calibration. `rating`: the evaluator must rate references before other interviews.
 * `passed`: the evaluator has rated enough of them, even if references are added later. `experienced`: the
 * evaluator locked enough evaluations that count before calibration could ask for references. `rater`: all
 * references are evaluations that the evaluator rated. `no-references`: none can be rated.
 */
export const CalibrationStanding = z.enum([
  'off',
  'exempt',
  'no-references',
  'rating',
  'passed',
  'experienced',
  'rater',
]);
export type CalibrationStanding = z.infer<typeof CalibrationStanding>;

/** What a new evaluator has to do before their evaluations count. */
export const ReferencesFirst = z.strictObject({
  /** Number of references to rate. */
  missing: z.number().int().nonnegative(),
  /** The next reference to rate. Absent if there is none left. */
  next: InterviewId.optional(),
});
export type ReferencesFirst = z.infer<typeof ReferencesFirst>;

/** The reader's part in a reference. `rater`: their own ratings are among those agreed on. `gone`: nothing is left to watch. */
export const ReferencePart = z.enum(['open', 'rated', 'rater', 'gone']);
export type ReferencePart = z.infer<typeof ReferencePart>;

export const Reference = z.strictObject({
  interviewId: InterviewId,
  role: z.string(),
  /** As evaluators who rate the reference know the candidate. */
  candidate: z.string(),
  /** The candidate's name, for those who manage evaluations, if they may know it and it is another one. */
  name: z.string().optional(),
  markedBy: z.string(),
  agreedAt: Timestamp,
  part: ReferencePart,
  /** Number of members who rated it for comparison. */
  ratedBy: z.number().int().nonnegative(),
  /** Absent while knowing the ratings would influence the reader's own. */
  agreed: z
    .array(z.strictObject({ competencyId: CompetencyId, name: z.string(), value: RatingValue }))
    .optional(),
});
export type Reference = z.infer<typeof Reference>;

export const Calibration = z.strictObject({
  standing: CalibrationStanding,
  /** True when the organization calibrates new evaluators. */
  on: z.boolean(),
  /** Number of references to rate: all existing ones, up to `enough`. */
  needed: z.number().int().nonnegative(),
  /** Number of references from which on no more are needed. */
  enough: z.number().int().positive(),
  /** Number of rated references that count, up to `needed`. */
  done: z.number().int().nonnegative(),
  references: z.array(Reference),
  rated: z.array(
    z.strictObject({
      interviewId: InterviewId,
      role: z.string(),
      at: Timestamp,
      /** False if too few of the ratings are numbers. */
      counts: z.boolean(),
      /** `own`: the evaluator's mean rating over the questions, in tenths, or `N` if none is a number. */
      competencies: z.array(
        z.strictObject({
          competencyId: CompetencyId,
          name: z.string(),
          own: z.union([z.number().min(SCALE.min).max(SCALE.max), z.literal('N')]).optional(),
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
});
export type Calibration = z.infer<typeof Calibration>;

export const CALIBRATION_ROUTES = {
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
