import { z } from 'zod';
import { InterviewId } from '../ids.ts';
import { Timestamp } from '../interview/fields.ts';
import { CompetencyId } from '../kit/kitIds.ts';
import { MediaGrant } from '../recording/review.ts';
import { CandidateReport, FeedbackRating, OwnGuess } from '../report/candidateReport.ts';
import { REPORT_LIMITS } from '../report/reportContent.ts';
import { LinkToken } from './joinRoutes.ts';
import { route } from './routeRow.ts';

export const ReportQuestion = z.strictObject({
  text: z.string(),
  askedAt: Timestamp,
  answer: z.string().optional(),
  answeredAt: Timestamp.optional(),
});
export type ReportQuestion = z.infer<typeof ReportQuestion>;

/** Identifies a report by an attempt on a private page, or by a report link. */
export const ReportKey = z.union([
  z.strictObject({ page: LinkToken, interviewId: InterviewId }),
  z.strictObject({ link: LinkToken }),
]);
export type ReportKey = z.infer<typeof ReportKey>;

/**
 * `share`: from the candidate for others. `print`: in a printed copy. `staff`: from staff for the candidate.
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
  openings: z.array(Timestamp),
});
export type ReportShare = z.infer<typeof ReportShare>;

export const SHARE_DAYS = [1, 7, 30, 90] as const;
export const SHARES_MAX = 20;
export const STAFF_LINKS_MAX = 5;
/** Maximum number of links of the same use that can be created for a report in 24 hours. */
export const LINKS_A_DAY = 40;
export const LINKS_SHOWN = 50;
export const OPENINGS_SHOWN = 50;

const owner = {
  question: ReportQuestion.optional(),
  rating: FeedbackRating.optional(),
  /** Absent when the time for rating is over. */
  ratingUntil: Timestamp.optional(),
};

/**
 * `impossible`: no evaluation. `guess`: the candidate guesses levels first. `retracted`: being rewritten.
 */
export const OpenedReport = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('waiting'),
    role: z.string(),
    promisedAt: Timestamp.optional(),
    /** `queued`: no one has rated yet. `rated`: someone has. `written`: the report is being written. */
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
    use: ReportLinkUse.optional(),
    /** For links by staff: true if the candidate can be emailed their own link. */
    byEmail: z.boolean().optional(),
    /** When the link expires. Absent for a private page. */
    linkUntil: Timestamp.optional(),
    grant: MediaGrant.optional(),
    ...owner,
  }),
  z.strictObject({ state: z.literal('retracted'), role: z.string() }),
]);
export type OpenedReport = z.infer<typeof OpenedReport>;

const keyed = z.strictObject({ key: ReportKey });

/** Returns the report as PDF. A form posts `key` as JSON, and `paper`. */
export const REPORT_PDF = '/api/report/pdf';

/** Routes for candidates and readers of shared reports. Separate from `ROUTES` to keep their pages small. */
export const READER_ROUTES = {
  /** Fails with `link-invalid` for an unknown, expired, or revoked key. */
  'report.open': route('POST /api/report/open', 'public', keyed, OpenedReport),
  /** Stores the candidate's guess; `null` skips it. Only the first call counts. */
  'report.guess': route('POST /api/report/guess', 'public', { key: ReportKey, guess: OwnGuess.nullable() }),
  'report.renew': route(
    'POST /api/report/grant',
    'public',
    { key: ReportKey, grant: MediaGrant.shape.grant },
    MediaGrant,
  ),
  /** Fails with `forbidden` for a shared link, and with `conflict` after the time for rating. */
  'report.rate': route('PUT /api/report/rating', 'public', { key: ReportKey, rating: FeedbackRating }),
  'report.ask': route('POST /api/report/question', 'public', {
    key: ReportKey,
    question: z.string().trim().min(1).max(REPORT_LIMITS.question),
  }),
  'report.shares': route('POST /api/report/shares/list', 'public', keyed, { shares: z.array(ReportShare) }),
  /** Only this route returns `url`. `conflict`: too many links. `rate-limited`: too many in 24 hours. */
  'report.share': route(
    'POST /api/report/shares',
    'public',
    {
      key: ReportKey,
      days: z.union([z.literal(1), z.literal(7), z.literal(30), z.literal(90)]),
      withClips: z.boolean(),
    },
    { share: ReportShare, url: z.string() },
  ),
  'report.revokeShare': route('POST /api/report/shares/revoke', 'public', {
    key: ReportKey,
    shareId: z.string().max(64),
  }),
} as const;
