import { z } from 'zod';
import { InterviewId } from '../ids.ts';
import { Timestamp } from '../interview/fields.ts';
import { CompetencyId } from '../kit/kitIds.ts';
import { MediaGrant } from '../recording/mediaGrant.ts';
import { CandidateReport, FeedbackRating, OwnGuess } from '../report/candidateReport.ts';
import { REPORT_LIMITS } from '../report/reportContent.ts';
import { LinkToken } from './joinRoutes.ts';
import type { RouteRow } from './routeRow.ts';

/** The one question that a candidate may ask back. */
export const ReportQuestion = z.strictObject({
  text: z.string(),
  askedAt: Timestamp,
  answer: z.string().optional(),
  answeredAt: Timestamp.optional(),
});
export type ReportQuestion = z.infer<typeof ReportQuestion>;

/** What opens a report: an attempt of a private page, or a link. */
export const ReportKey = z.union([
  z.strictObject({ page: LinkToken, interviewId: InterviewId }),
  z.strictObject({ link: LinkToken }),
]);
export type ReportKey = z.infer<typeof ReportKey>;

/**
 * What a link that only reads was created for: `share`, by the candidate for others; `print`, for the codes of a printed copy; `staff`, by
 * staff to hand to the candidate.
 */
export const ReportLinkUse = z.enum(['share', 'print', 'staff']);
export type ReportLinkUse = z.infer<typeof ReportLinkUse>;

/** A link that opens the report for reading. */
export const ReportShare = z.strictObject({
  shareId: z.string().max(64),
  use: ReportLinkUse,
  createdAt: Timestamp,
  expiresAt: Timestamp,
  withClips: z.boolean(),
  revokedAt: Timestamp.optional(),
  /** When it was opened, the last first; at most `OPENINGS_SHOWN`. */
  openings: z.array(Timestamp),
});
export type ReportShare = z.infer<typeof ReportShare>;

/** Days that a shared link may work. */
export const SHARE_DAYS = [1, 7, 30, 90] as const;
/** Shared links that work at one time. */
export const SHARES_MAX = 20;
/** Links that staff have created for one report and that work at one time. */
export const STAFF_LINKS_MAX = 5;
/** Links of each use that can be created for one report in 24 hours. */
export const LINKS_A_DAY = 40;
/** Links that are listed: those that work first, then the newest. */
export const LINKS_SHOWN = 50;
export const OPENINGS_SHOWN = 50;

const owner = {
  /** Present for the candidate, absent for those it is shared with. */
  question: ReportQuestion.optional(),
  rating: FeedbackRating.optional(),
  /** Until when the rating can be given or changed; absent in the past. */
  ratingUntil: Timestamp.optional(),
};

/**
 * What a key opens.
 *
 * - `waiting`: not written yet, with how far it is; - `impossible`: it cannot be evaluated; - `guess`: the candidate is asked first;
 * - `open`; - `retracted`: it was there, and is being written again.
 */
export const OpenedReport = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('waiting'),
    role: z.string(),
    /** Present where it was promised. */
    promisedAt: Timestamp.optional(),
    /** In the queue, at least one person rates it, or the report is being written. */
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
    /** Whether the reader is the candidate. */
    own: z.boolean(),
    report: CandidateReport,
    /** Present when the key is a link that only reads. */
    use: ReportLinkUse.optional(),
    /** Present for a link that staff created: whether the candidate can be emailed one that may rate and ask. */
    byEmail: z.boolean().optional(),
    /** When the link that was opened ends; absent for a private page. */
    linkUntil: Timestamp.optional(),
    /** Where there are clips to fetch. */
    grant: MediaGrant.optional(),
    ...owner,
  }),
  z.strictObject({ state: z.literal('retracted'), role: z.string() }),
]);
export type OpenedReport = z.infer<typeof OpenedReport>;

const keyed = z.strictObject({ key: ReportKey });

/** Where a candidate's PDF is handed out; a form posts the key as JSON in `key`, and `paper`. */
export const REPORT_PDF = '/api/report/pdf';

/** What candidates and those they share with ask; apart from the other routes, so that their page need not download those. */
export const READER_ROUTES = {
  /** `link-invalid` for what opens nothing, has expired or was revoked. */
  'report.open': {
    method: 'POST',
    path: '/api/report/open',
    params: keyed,
    result: OpenedReport,
    access: 'public',
  },
  /** `null`: no thanks. Counts once; later calls change nothing. */
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
  /** `forbidden` from a shared link; `conflict` once the time for it is over. */
  'report.rate': {
    method: 'PUT',
    path: '/api/report/rating',
    params: z.strictObject({ key: ReportKey, rating: FeedbackRating }),
    result: z.strictObject({}),
    access: 'public',
  },
  /** `conflict` where one was asked already. */
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
  /** Of every link that only reads. */
  'report.shares': {
    method: 'POST',
    path: '/api/report/shares/list',
    params: keyed,
    result: z.strictObject({ shares: z.array(ReportShare) }),
    access: 'public',
  },
  /** `url` is shown once: only its hash is kept. `conflict` when too many work, `rate-limited` when too many were created in a day. */
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
