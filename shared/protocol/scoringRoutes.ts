import { z } from 'zod';
import { InterviewId, SeatId } from '../ids.ts';
import { ChosenKit } from '../kit/kit.ts';
import { KitId } from '../kit/kitIds.ts';
import { EarlyOpening } from '../rubric/rubricState.ts';
import { Scorecard } from '../rubric/scorecard.ts';
import type { RouteRow } from './routeRow.ts';

/** A figure with how much it rests on and a 95% bootstrap interval; or why there is none. */
export const Estimate = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('known'),
    value: z.number(),
    n: z.number().int(),
    low: z.number(),
    high: z.number(),
  }),
  z.strictObject({ state: z.literal('undefined'), reason: z.string() }),
]);
export type Estimate = z.infer<typeof Estimate>;

/** One rater over all interviews of a kit. */
const RaterProfile = z.strictObject({
  rater: z.string(),
  ratings: z.number().int(),
  /** Those of them whose answer someone else rated, too, and in how many interviews: what severity and drift rest on. */
  compared: z.number().int(),
  interviews: z.number().int(),
  /** Mean distance from the other raters of the same answers, in points; below 0 is harsher. */
  severity: z.number().optional(),
  /** How often each value from 1 to 5 was given. */
  counts: z.array(z.number().int()).length(5),
  /** Standard deviation of the values given. */
  deviation: z.number().optional(),
  /** How severity moves, in points per ten interviews. */
  drift: z.number().optional(),
});

/** Agreement across the interviews of one kit. Hidden while there are too few candidates to say anything fair. */
export const AgreementReport = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('hidden'), candidates: z.number().int(), needed: z.number().int() }),
  z.strictObject({
    state: z.literal('shown'),
    candidates: z.number().int(),
    ratings: z.number().int(),
    raters: z.number().int(),
    /** Two-way random effects, absolute agreement: of one rater, and of the mean of `meanRaters`. */
    icc: z.strictObject({ single: Estimate, average: Estimate, meanRaters: z.number() }),
    /** Krippendorff's alpha, ordinal. */
    alpha: Estimate,
    /** Quadratic-weighted, for pairs with enough candidates in common. */
    kappas: z.array(
      z.strictObject({
        raters: z.tuple([z.string(), z.string()]),
        candidates: z.number().int(),
        kappa: Estimate,
      }),
    ),
    within: z
      .strictObject({
        pairs: z.number().int(),
        exact: z.number(),
        withinOne: z.number(),
        meanAbsoluteDifference: z.number(),
      })
      .optional(),
    profiles: z.array(RaterProfile),
  }),
]);
export type AgreementReport = z.infer<typeof AgreementReport>;

/** The scorecards of one interview, once they are open; until then every way to them answers `blind`. */
export const OpenScorecards = z.strictObject({
  chosen: ChosenKit,
  /** Locked ones only. */
  scorecards: z.record(SeatId, Scorecard),
  names: z.record(SeatId, z.string()),
  candidateNames: z.array(z.string()),
  earlyOpening: EarlyOpening.optional(),
});
export type OpenScorecards = z.infer<typeof OpenScorecards>;

const interviewRef = z.strictObject({ interviewId: InterviewId });

export const SCORING_ROUTES = {
  'scorecards.read': {
    method: 'GET',
    path: '/api/interviews/:interviewId/scorecards',
    params: interviewRef,
    result: OpenScorecards,
    access: 'scorecards.read',
  },
  /** How well the raters of all interviews of one kit agree. */
  'agreement.read': {
    method: 'GET',
    path: '/api/kits/:kitId/agreement',
    params: z.strictObject({ kitId: KitId }),
    result: AgreementReport,
    access: 'agreement.read',
  },
} as const satisfies Record<string, RouteRow>;

/** Scorecards as files. Not JSON routes of the table: the answer is the file itself. */
export const SCORECARD_FILES = {
  csv: { path: '/api/interviews/:interviewId/scorecards.csv', contentType: 'text/csv; charset=utf-8' },
  pdf: { path: '/api/interviews/:interviewId/scorecards.pdf', contentType: 'application/pdf' },
  json: {
    path: '/api/interviews/:interviewId/scorecards.json',
    contentType: 'application/json; charset=utf-8',
  },
} as const;
export type ScorecardFormat = keyof typeof SCORECARD_FILES;
