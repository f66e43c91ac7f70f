import { z } from 'zod';
import { InterviewId, SeatId, UserId } from '../ids.ts';
import { Timestamp } from '../interview/fields.ts';
import { ChosenKit } from '../kit/kit.ts';
import { CompetencyId, GuideQuestionId } from '../kit/kitIds.ts';
import { RecordingMs } from '../recording/finished.ts';
import { MediaGrant } from '../recording/mediaGrant.ts';
import { CandidateReport, FeedbackRating, OwnGuess } from '../report/candidateReport.ts';
import { REPORT_LIMITS, ReportContent } from '../report/reportContent.ts';
import { Scorecard } from '../rubric/scorecard.ts';
import { LinkToken } from './joinRoutes.ts';
import type { RouteRow } from './routeRow.ts';
import { Slug } from './siteRoutes.ts';

export const ReportState = z.enum(['draft', 'published', 'retracted']);
export type ReportState = z.infer<typeof ReportState>;

export const ReportVersion = z.number().int().nonnegative();

/** A clip that a report wants, and how far it is. */
export const ClipProgress = z.strictObject({
  fromMs: RecordingMs,
  toMs: RecordingMs,
  state: z.enum(['preparing', 'ready', 'failed', 'erased']),
});
export type ClipProgress = z.infer<typeof ClipProgress>;

/** The one question that a candidate may ask back. */
export const ReportQuestion = z.strictObject({
  text: z.string(),
  askedAt: Timestamp,
  answer: z.string().optional(),
  answeredAt: Timestamp.optional(),
});
export type ReportQuestion = z.infer<typeof ReportQuestion>;

/** What the editor works with. `blind` until all required scorecards are locked. */
export const ReportDesk = z.strictObject({
  interviewId: InterviewId,
  kind: z.enum(['practice', 'interview']),
  candidate: z.string(),
  chosen: ChosenKit,
  /** Of the kit's public guide as it is now. */
  guide: z.array(z.strictObject({ id: GuideQuestionId, title: z.string() })),
  slug: Slug.optional(),
  endedAt: Timestamp,
  promisedAt: Timestamp.optional(),
  /** Locked ones that count. */
  scorecards: z.record(SeatId, Scorecard),
  names: z.record(SeatId, z.string()),
  /** Competencies in which raters are two points or more apart now. */
  far: z.array(CompetencyId),
  state: ReportState,
  version: ReportVersion,
  content: ReportContent,
  savedBy: z.string().optional(),
  savedAt: Timestamp.optional(),
  /** First published, published last, and which version that was. */
  publishedAt: Timestamp.optional(),
  updatedAt: Timestamp.optional(),
  publishedVersion: ReportVersion.optional(),
  clips: z.array(ClipProgress),
  question: ReportQuestion.optional(),
  /** What the candidate thought of it; without the line where fewer than five of this evaluator's reports were rated. */
  rating: FeedbackRating.optional(),
  /** Whether the candidate has opened it. */
  read: z.boolean(),
  /** There is a recording that clips can be cut from. */
  recorded: z.boolean(),
});
export type ReportDesk = z.infer<typeof ReportDesk>;

/** What opens a report: an attempt of a private page, or a link. */
export const ReportKey = z.union([
  z.strictObject({ page: LinkToken, interviewId: InterviewId }),
  z.strictObject({ link: LinkToken }),
]);
export type ReportKey = z.infer<typeof ReportKey>;

/** A link that the candidate has given to others. */
export const ReportShare = z.strictObject({
  shareId: z.string().max(64),
  createdAt: Timestamp,
  expiresAt: Timestamp,
  withClips: z.boolean(),
  revokedAt: Timestamp.optional(),
  /** When it was opened, the last first; at most 50. */
  openings: z.array(Timestamp),
});
export type ReportShare = z.infer<typeof ReportShare>;

/** Days that a shared link may work. */
export const SHARE_DAYS = [1, 7, 30, 90] as const;
export const SHARES_MAX = 20;

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
    promisedAt: Timestamp,
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
    /** Where there are clips to fetch. */
    grant: MediaGrant.optional(),
    ...owner,
  }),
  z.strictObject({ state: z.literal('retracted'), role: z.string() }),
]);
export type OpenedReport = z.infer<typeof OpenedReport>;

const one = z.strictObject({ interviewId: InterviewId });
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
  'report.shares': {
    method: 'POST',
    path: '/api/report/shares/list',
    params: keyed,
    result: z.strictObject({ shares: z.array(ReportShare) }),
    access: 'public',
  },
  /** `url` is shown once: only its hash is kept. */
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

/** What staff ask. */
export const REPORT_ROUTES = {
  ...READER_ROUTES,
  'reports.read': {
    method: 'GET',
    path: '/api/reports/:interviewId',
    params: one,
    result: ReportDesk,
    access: 'reports.write',
  },
  /** `conflict` with the newer version in `details.current` (`ReportDraft`). */
  'reports.save': {
    method: 'PUT',
    path: '/api/reports/:interviewId',
    params: z.strictObject({
      interviewId: InterviewId,
      expectedVersion: ReportVersion,
      content: ReportContent,
    }),
    result: z.strictObject({ version: ReportVersion, savedAt: Timestamp }),
    access: 'reports.write',
  },
  /** Newest first, at most 100. */
  'reports.versions': {
    method: 'GET',
    path: '/api/reports/:interviewId/versions',
    params: one,
    result: z.strictObject({
      versions: z.array(
        z.strictObject({
          version: ReportVersion,
          by: z.string(),
          at: Timestamp,
          words: z.number().int().nonnegative(),
          published: z.boolean(),
        }),
      ),
    }),
    access: 'reports.write',
  },
  'reports.version': {
    method: 'POST',
    path: '/api/reports/:interviewId/version',
    params: z.strictObject({ interviewId: InterviewId, version: ReportVersion }),
    result: z.strictObject({ content: ReportContent }),
    access: 'reports.write',
  },
  /** As the candidate would read this draft. */
  'reports.preview': {
    method: 'POST',
    path: '/api/reports/:interviewId/preview',
    params: z.strictObject({ interviewId: InterviewId, content: ReportContent }),
    result: z.strictObject({ report: CandidateReport }),
    access: 'reports.write',
  },
  /** `incomplete` with `details.findings` while the linter finds what keeps it from being published. */
  'reports.publish': {
    method: 'POST',
    path: '/api/reports/:interviewId/publish',
    params: z.strictObject({ interviewId: InterviewId, expectedVersion: ReportVersion }),
    result: z.strictObject({ publishedAt: Timestamp }),
    access: 'reports.publish',
  },
  'reports.retract': {
    method: 'POST',
    path: '/api/reports/:interviewId/retract',
    params: one,
    result: z.strictObject({}),
    access: 'reports.publish',
  },
  'reports.answer': {
    method: 'PUT',
    path: '/api/reports/:interviewId/answer',
    params: z.strictObject({
      interviewId: InterviewId,
      answer: z.string().trim().min(1).max(REPORT_LIMITS.answer),
    }),
    result: z.strictObject({}),
    access: 'reports.write',
  },
  /** A private link for an invited candidate; an older one stops working. */
  'reports.link': {
    method: 'POST',
    path: '/api/reports/:interviewId/link',
    params: one,
    result: z.strictObject({ url: z.string() }),
    access: 'reports.publish',
  },
  /** What candidates thought of reports; of single evaluators only from five ratings on. */
  'reports.ratings': {
    method: 'GET',
    path: '/api/reports-ratings',
    params: z.strictObject({}),
    result: z.strictObject({
      count: z.number().int().nonnegative(),
      stars: z.number().optional(),
      /** Share of "yes", 0 to 1. */
      specific: z.number().optional(),
      fair: z.number().optional(),
      nextStep: z.number().optional(),
      lines: z.array(z.string()),
      evaluators: z.array(
        z.strictObject({ userId: UserId, name: z.string(), count: z.number().int(), stars: z.number() }),
      ),
    }),
    access: 'evaluations.manage',
  },
} as const satisfies Record<string, RouteRow>;

/** What a save that came too late is told. */
export const ReportDraft = z.strictObject({
  version: ReportVersion,
  content: ReportContent,
  savedBy: z.string(),
  savedAt: Timestamp,
});
export type ReportDraft = z.infer<typeof ReportDraft>;
