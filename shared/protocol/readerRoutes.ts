import { z } from 'zod';
import { InterviewId } from '../ids.ts';
import { Timestamp } from '../interview/fields.ts';
import { CompetencyId } from '../kit/kitIds.ts';
import { MediaGrant } from '../recording/review.ts';
import { CandidateReport, FeedbackRating, OwnGuess } from '../report/candidateReport.ts';
import { REPORT_LIMITS } from '../report/reportContent.ts';
import { LinkToken } from './joinRoutes.ts';
import type { RouteRow } from './routeRow.ts';

/** The candidate's question about the report; one is allowed. */
export const ReportQuestion = z.strictObject({
  text: z.string(),
  askedAt: Timestamp,
  answer: z.string().optional(),
  answeredAt: Timestamp.optional(),
});
export type ReportQuestion = z.infer<typeof ReportQuestion>;

/** Key that opens a report: an attempt on a private page, or a link. */
export const ReportKey = z.union([
  z.strictObject({ page: LinkToken, interviewId: InterviewId }),
  z.strictObject({ link: LinkToken }),
]);
export type ReportKey = z.infer<typeof ReportKey>;

/**
 * Purpose of a read-only link: `share`, by the candidate for others; `print`, in a printed copy; `staff`, for staff
 * to pass on to the candidate.
 */
export const ReportLinkUse = z.enum(['share', 'print', 'staff']);
export type ReportLinkUse = z.infer<typeof ReportLinkUse>;

export const ReportShare = z.strictObject({
  shareId: z.string().max(64),
  use: ReportLinkUse,
  createdAt: Timestamp,
  expiresAt: Timestamp,
  withClips: z.boolean(),
  revokedAt: Timestamp.optional(),
  /** Latest first; at most `OPENINGS_SHOWN`. */
  openings: z.array(Timestamp),
});
export type ReportShare = z.infer<typeof ReportShare>;

/** Lifetimes to choose from, in days. */
export const SHARE_DAYS = [1, 7, 30, 90] as const;
/** Most working shared links of one report. */
export const SHARES_MAX = 20;
/** Most working links of one report that staff created. */
export const STAFF_LINKS_MAX = 5;
/** Most new links per use and report in 24 hours. */
export const LINKS_A_DAY = 40;
/** Most listed links: working ones first, then the newest. */
export const LINKS_SHOWN = 50;
export const OPENINGS_SHOWN = 50;

const owner = {
  question: ReportQuestion.optional(),
  rating: FeedbackRating.optional(),
  /** When rating ends; absent after that. */
  ratingUntil: Timestamp.optional(),
};

/**
 * State of a report.
 *
 * - `waiting`: not written yet; `step` is its progress;
 * - `impossible`: it cannot be evaluated;
 * - `guess`: the candidate guesses their levels first;
 * - `open`: the report;
 * - `retracted`: it was published, and is being rewritten.
 */
export const OpenedReport = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('waiting'),
    role: z.string(),
    /** Present when a date was promised. */
    promisedAt: Timestamp.optional(),
    /** In the queue, rated by at least one evaluator, or being written. */
    step: z.enum(['queued', 'rated', 'written']),
  }),
  z.strictObject({
    state: z.literal('impossible'),
    role: z.string(),
    reason: z.enum(['erased', 'nothing-recorded', 'not-asked']),
  }),
  z.strictObject({
    state: z.literal('guess'),
    role: z.string(),
    competencies: z.array(
      z.strictObject({
        id: CompetencyId,
        name: z.string(),
        description: z.string(),
        anchors: z.array(z.string()),
      }),
    ),
  }),
  z.strictObject({
    state: z.literal('open'),
    own: z.boolean(),
    report: CandidateReport,
    /** Present for a read-only link. */
    use: ReportLinkUse.optional(),
    /** Present for a link that staff created: whether the candidate can be emailed their own link. */
    byEmail: z.boolean().optional(),
    /** When the link expires; absent for a private page. */
    linkUntil: Timestamp.optional(),
    /** Present when the report has clips. */
    grant: MediaGrant.optional(),
    ...owner,
  }),
  z.strictObject({ state: z.literal('retracted'), role: z.string() }),
]);
export type OpenedReport = z.infer<typeof OpenedReport>;

const keyed = z.strictObject({ key: ReportKey });

/** Candidate's PDF. A form posts the key as JSON in `key`, and `paper`. */
export const REPORT_PDF = '/api/report/pdf';

/** Routes for candidates and the people they share with. Separate from `ROUTES` to keep their page small. */
export const READER_ROUTES = {
  /** `link-invalid` for an unknown, expired, or revoked key. */
  'report.open': {
    method: 'POST',
    path: '/api/report/open',
    params: keyed,
    result: OpenedReport,
    access: 'public',
  },
  /** `null` skips the guess. Only the first call counts. */
  'report.guess': {
    method: 'POST',
    path: '/api/report/guess',
    params: z.strictObject({ key: ReportKey, guess: OwnGuess.nullable() }),
    result: z.strictObject({}),
    access: 'public',
  },
  'report.renew': {
    method: 'POST',
    path: '/api/report/grant',
    params: z.strictObject({ key: ReportKey, grant: MediaGrant.shape.grant }),
    result: MediaGrant,
    access: 'public',
  },
  /** `forbidden` for a shared link; `conflict` after rating has ended. */
  'report.rate': {
    method: 'PUT',
    path: '/api/report/rating',
    params: z.strictObject({ key: ReportKey, rating: FeedbackRating }),
    result: z.strictObject({}),
    access: 'public',
  },
  /** `conflict` when a question was already asked. */
  'report.ask': {
    method: 'POST',
    path: '/api/report/question',
    params: z.strictObject({
      key: ReportKey,
      question: z.string().trim().min(1).max(REPORT_LIMITS.question),
    }),
    result: z.strictObject({}),
    access: 'public',
  },
  /** Lists all read-only links. */
  'report.shares': {
    method: 'POST',
    path: '/api/report/shares/list',
    params: keyed,
    result: z.strictObject({ shares: z.array(ReportShare) }),
    access: 'public',
  },
  /**
   * Returns `url` once: only its hash is stored. `conflict` when too many links work, `rate-limited` when too many
   * were created in a day.
   */
  'report.share': {
    method: 'POST',
    path: '/api/report/shares',
    params: z.strictObject({
      key: ReportKey,
      days: z.union([z.literal(1), z.literal(7), z.literal(30), z.literal(90)]),
      withClips: z.boolean(),
    }),
    result: z.strictObject({ share: ReportShare, url: z.string() }),
    access: 'public',
  },
  'report.revokeShare': {
    method: 'POST',
    path: '/api/report/shares/revoke',
    params: z.strictObject({ key: ReportKey, shareId: z.string().max(64) }),
    result: z.strictObject({}),
    access: 'public',
  },
} as const satisfies Record<string, RouteRow>;
