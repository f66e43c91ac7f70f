import { z } from 'zod';
import { InterviewId, SeatId } from '../ids.ts';
import { ChosenKit } from '../kit/kit.ts';
import { KitId } from '../kit/kitIds.ts';
import { EarlyOpening } from '../rubric/rubricState.ts';
import { Scorecard } from '../rubric/scorecard.ts';
import { route } from './routeRow.ts';

/** An estimate with its sample size and 95% bootstrap interval, or why there is none. */
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

const RaterProfile = z.strictObject({
  rater: z.string(),
  ratings: z.number().int(),
  /** Number of answers that other raters also rated. Severity and drift are based on them. */
  compared: z.number().int(),
  interviews: z.number().int(),
  /** Mean difference from other raters of the same answers. Negative if this rater rates lower. */
  severity: z.number().optional(),
  counts: z.array(z.number().int()).length(5),
  deviation: z.number().optional(),
  /** Change of severity, in points per ten interviews. */
  drift: z.number().optional(),
});

/** Agreement of a kit's raters. `hidden` while there are too few candidates. */
export const AgreementReport = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('hidden'), candidates: z.number().int(), needed: z.number().int() }),
  z.strictObject({
    state: z.literal('shown'),
    candidates: z.number().int(),
    ratings: z.number().int(),
    raters: z.number().int(),
    /** Intraclass correlation (two-way, absolute agreement) of one rater and of the mean of `meanRaters`. */
    icc: z.strictObject({ single: Estimate, average: Estimate, meanRaters: z.number() }),
    alpha: Estimate,
    /** Quadratic-weighted kappas of pairs with enough candidates in common. */
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

/** Scorecards of all raters. Requests fail with `blind` until raters may see each other's scorecards. */
export const OpenScorecards = z.strictObject({
  chosen: ChosenKit,
  scorecards: z.record(SeatId, Scorecard),
  names: z.record(SeatId, z.string()),
  candidateNames: z.array(z.string()),
  earlyOpening: EarlyOpening.optional(),
});
export type OpenScorecards = z.infer<typeof OpenScorecards>;

export const AgreementList = z.strictObject({
  kits: z.array(
    z.strictObject({
      kitId: KitId,
      /** Number of interviews with open scorecards of two or more people. */
      interviews: z.number().int(),
    }),
  ),
  /** Number of candidates from which a kit's agreement is shown. */
  needed: z.number().int(),
});
export type AgreementList = z.infer<typeof AgreementList>;

const interviewRef = z.strictObject({ interviewId: InterviewId });

export const SCORING_ROUTES = {
  'scorecards.read': route(
    'GET /api/interviews/:interviewId/scorecards',
    'scorecards.read',
    interviewRef,
    OpenScorecards,
  ),
  /** Kits with interviews that two or more people have rated. */
  'agreement.list': route('GET /api/agreement', 'agreement.read', {}, AgreementList),
  'agreement.read': route(
    'GET /api/kits/:kitId/agreement',
    'agreement.read',
    { kitId: KitId },
    AgreementReport,
  ),
} as const;

export const SCORECARD_FILES = {
  csv: { path: '/api/interviews/:interviewId/scorecards.csv', contentType: 'text/csv; charset=utf-8' },
  pdf: { path: '/api/interviews/:interviewId/scorecards.pdf', contentType: 'application/pdf' },
  json: {
    path: '/api/interviews/:interviewId/scorecards.json',
    contentType: 'application/json; charset=utf-8',
  },
} as const;
export type ScorecardFormat = keyof typeof SCORECARD_FILES;
