import { z } from 'zod';
import { InterviewId, SeatId, UserId } from '../ids.ts';
import { Timestamp } from '../interview/fields.ts';
import { ChosenKit } from '../kit/kit.ts';
import { CompetencyId, GuideQuestionId, QuestionId } from '../kit/kitIds.ts';
import { RecordingMs } from '../recording/finished.ts';
import { CandidateReport, FeedbackRating } from '../report/candidateReport.ts';
import { REPORT_LIMITS, ReportContent } from '../report/reportContent.ts';
import { Scorecard } from '../rubric/scorecard.ts';
import { nothing } from '../schemaOf.ts';
import { READER_ROUTES, ReportQuestion, ReportShare } from './readerRoutes.ts';
import { route } from './routeRow.ts';

import { Slug } from './siteRoutes.ts';

export * from './readerRoutes.ts';

export const ReportState = z.enum(['draft', 'published', 'retracted']);
export type ReportState = z.infer<typeof ReportState>;

export const ReportVersion = z.number().int().nonnegative();

export const ClipProgress = z.strictObject({
  fromMs: RecordingMs,
  toMs: RecordingMs,
  state: z.enum(['preparing', 'ready', 'failed', 'erased']),
});
export type ClipProgress = z.infer<typeof ClipProgress>;

/** Who asked for the report to be published, and when. Publishing the report ends the request. */
export const PublishAsked = z.strictObject({ by: z.string(), at: Timestamp });
export type PublishAsked = z.infer<typeof PublishAsked>;

/** What a report's author sees. Requests fail with `blind` until all required scorecards are locked. */
export const ReportWorkspace = z.strictObject({
  interviewId: InterviewId,
  kind: z.enum(['practice', 'interview']),
  candidate: z.string(),
  chosen: ChosenKit,
  /** Questions of the current public guide. */
  guide: z.array(z.strictObject({ id: GuideQuestionId, title: z.string() })),
  slug: Slug.optional(),
  endedAt: Timestamp,
  promisedAt: Timestamp.optional(),
  scorecards: z.record(SeatId, Scorecard),
  names: z.record(SeatId, z.string()),
  written: z.record(QuestionId, z.string()),
  far: z.array(CompetencyId),
  state: ReportState,
  version: ReportVersion,
  content: ReportContent,
  savedBy: z.string().optional(),
  savedAt: Timestamp.optional(),
  publishedAt: Timestamp.optional(),
  updatedAt: Timestamp.optional(),
  publishedVersion: ReportVersion.optional(),
  ratingsChanged: z.boolean(),
  publishAsked: PublishAsked.optional(),
  clips: z.array(ClipProgress),
  question: ReportQuestion.optional(),
  /** `line` (the comment) is empty until each evaluator has five ratings, to hide who wrote it. */
  rating: FeedbackRating.optional(),
  read: z.boolean(),
  links: z.array(ReportShare),
  canEmail: z.boolean(),
  recorded: z.boolean(),
});
export type ReportWorkspace = z.infer<typeof ReportWorkspace>;

const one = z.strictObject({ interviewId: InterviewId });

export const REPORT_ROUTES = {
  ...READER_ROUTES,
  'reports.read': route('GET /api/reports/:interviewId', 'reports.write', one, ReportWorkspace),
  /** Fails with `conflict` if there is a newer version, which is in `details.current` (`ReportDraft`). */
  'reports.save': route(
    'PUT /api/reports/:interviewId',
    'reports.write',
    {
      interviewId: InterviewId,
      expectedVersion: ReportVersion,
      content: ReportContent,
    },
    { version: ReportVersion, savedAt: Timestamp },
  ),
  'reports.versions': route('GET /api/reports/:interviewId/versions', 'reports.write', one, {
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
  'reports.version': route(
    'POST /api/reports/:interviewId/version',
    'reports.write',
    { interviewId: InterviewId, version: ReportVersion },
    { content: ReportContent },
  ),
  'reports.preview': route(
    'POST /api/reports/:interviewId/preview',
    'reports.write',
    { interviewId: InterviewId, content: ReportContent },
    { report: CandidateReport },
  ),
  /** Fails with `incomplete` and `details.findings` if the linter finds errors. */
  'reports.publish': route(
    'POST /api/reports/:interviewId/publish',
    'reports.publish',
    { interviewId: InterviewId, expectedVersion: ReportVersion },
    { publishedAt: Timestamp },
  ),
  /**
   * Asks owners and organizers to publish the report. Returns the open request, if there is one. Fails like
   * `reports.publish`.
   */
  'reports.askToPublish': route(
    'POST /api/reports/:interviewId/publish/ask',
    'reports.write',
    { interviewId: InterviewId, expectedVersion: ReportVersion },
    PublishAsked,
  ),
  'reports.retract': route('POST /api/reports/:interviewId/retract', 'reports.publish', one),
  'reports.answer': route('PUT /api/reports/:interviewId/answer', 'reports.write', {
    interviewId: InterviewId,
    answer: z.string().trim().min(1).max(REPORT_LIMITS.answer),
  }),
  /** Creates a link for an invited candidate. It is read-only, because staff could use it. */
  'reports.link': route('POST /api/reports/:interviewId/link', 'reports.publish', one, {
    link: ReportShare,
    url: z.string(),
  }),
  'reports.revokeLink': route('POST /api/reports/:interviewId/link/revoke', 'reports.publish', {
    interviewId: InterviewId,
    shareId: z.string().max(64),
  }),
  /** `conflict` without an address or a mail server, or less than an hour after the last message. */
  'reports.emailLink': route('POST /api/reports/:interviewId/link/email', 'reports.publish', one),
  /** `evaluators` lists only evaluators with at least five ratings. */
  'reports.ratings': route('GET /api/reports-ratings', 'evaluations.manage', nothing, {
    count: z.number().int().nonnegative(),
    stars: z.number().optional(),
    /** Share of "yes" answers, from 0 to 1. */
    specific: z.number().optional(),
    fair: z.number().optional(),
    nextStep: z.number().optional(),
    lines: z.array(z.string()),
    evaluators: z.array(
      z.strictObject({ userId: UserId, name: z.string(), count: z.number().int(), stars: z.number() }),
    ),
  }),
} as const;

export const ReportDraft = z.strictObject({
  version: ReportVersion,
  content: ReportContent,
  savedBy: z.string(),
  savedAt: Timestamp,
});
export type ReportDraft = z.infer<typeof ReportDraft>;
