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

/** An attempt on a private page, or a report link. */
export const ReportKey = z.union([
  z.strictObject({ page: LinkToken, interviewId: InterviewId }),
  z.strictObject({ link: LinkToken }),
]);
export type ReportKey = z.infer<typeof ReportKey>;

/** `share`: by the candidate for others. `print`: in a printed copy. `staff`: to pass on to the candidate. */
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
/** New links per use and report in 24 hours. */
export const LINKS_A_DAY = 40;
export const LINKS_SHOWN = 50;
export const OPENINGS_SHOWN = 50;

const owner = {
  question: ReportQuestion.optional(),
  rating: FeedbackRating.optional(),
  /** Absent after the end. */
  ratingUntil: Timestamp.optional(),
};

/** `impossible`: no evaluation. `guess`: the candidate guesses levels first. `retracted`: is rewritten. */
export const OpenedReport = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('waiting'),
    role: z.string(),
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
    use: ReportLinkUse.optional(),
    /** For links by staff: whether the candidate can be emailed their own link. */
    byEmail: z.boolean().optional(),
    /** Absent for a private page. */
    linkUntil: Timestamp.optional(),
    grant: MediaGrant.optional(),
    ...owner,
  }),
  z.strictObject({ state: z.literal('retracted'), role: z.string() }),
]);
export type OpenedReport = z.infer<typeof OpenedReport>;

const keyed = z.strictObject({ key: ReportKey });

/** A form posts the key as JSON in `key`, and `paper`. */
export const REPORT_PDF = '/api/report/pdf';

/** For candidates and the people they share with. Separate from `ROUTES` to keep their page small. */
export const READER_ROUTES = {
  /** `link-invalid` for an unknown, expired, or revoked key. */
  'report.open': route('POST /api/report/open', 'public', keyed, OpenedReport),
  /** `null` skips the guess. Only the first call counts. */
  'report.guess': route('POST /api/report/guess', 'public', { key: ReportKey, guess: OwnGuess.nullable() }),
  'report.renew': route(
    'POST /api/report/grant',
    'public',
    { key: ReportKey, grant: MediaGrant.shape.grant },
    MediaGrant,
  ),
  /** `forbidden` for a shared link. `conflict` after the time for rating. */
  'report.rate': route('PUT /api/report/rating', 'public', { key: ReportKey, rating: FeedbackRating }),
  'report.ask': route('POST /api/report/question', 'public', {
    key: ReportKey,
    question: z.string().trim().min(1).max(REPORT_LIMITS.question),
  }),
  'report.shares': route('POST /api/report/shares/list', 'public', keyed, { shares: z.array(ReportShare) }),
  /** Returns `url` once: only its hash is stored. `conflict` for too many links, or `rate-limited` (daily). */
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
