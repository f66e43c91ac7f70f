import { z } from 'zod';
import { InterviewId, SeatId, UserId } from '../ids.ts';
import { Timestamp } from '../interview/fields.ts';
import { ChosenKit } from '../kit/kit.ts';
import { CompetencyId, GuideQuestionId, QuestionId } from '../kit/kitIds.ts';
import { RecordingMs } from '../recording/finished.ts';
import { CandidateReport, FeedbackRating } from '../report/candidateReport.ts';
import { REPORT_LIMITS, ReportContent } from '../report/reportContent.ts';
import { Scorecard } from '../rubric/scorecard.ts';
import { READER_ROUTES, ReportQuestion, ReportShare } from './readerRoutes.ts';
import type { RouteRow } from './routeRow.ts';

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

/** `blind` until all required scorecards are locked. */
export const ReportWorkspace = z.strictObject({
  interviewId: InterviewId,
  kind: z.enum(['practice', 'interview']),
  candidate: z.string(),
  chosen: ChosenKit,
  /** Of the public guide's current version. */
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
  clips: z.array(ClipProgress),
  question: ReportQuestion.optional(),
  /** Without the comment until five of this evaluator's reports were rated. */
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
  'reports.read': {
    method: 'GET',
    path: '/api/reports/:interviewId',
    params: one,
    result: ReportWorkspace,
    access: 'reports.write',
  },
  /** `conflict` when there is a newer version; `details.current` is that `ReportDraft`. */
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
  'reports.preview': {
    method: 'POST',
    path: '/api/reports/:interviewId/preview',
    params: z.strictObject({ interviewId: InterviewId, content: ReportContent }),
    result: z.strictObject({ report: CandidateReport }),
    access: 'reports.write',
  },
  /** `incomplete` with `details.findings` when the linter finds errors. */
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
  /**
   * Creates a link for an invited candidate. It is read-only, because staff could use it. Returns `url` once.
   */
  'reports.link': {
    method: 'POST',
    path: '/api/reports/:interviewId/link',
    params: one,
    result: z.strictObject({ link: ReportShare, url: z.string() }),
    access: 'reports.publish',
  },
  'reports.revokeLink': {
    method: 'POST',
    path: '/api/reports/:interviewId/link/revoke',
    params: z.strictObject({ interviewId: InterviewId, shareId: z.string().max(64) }),
    result: z.strictObject({}),
    access: 'reports.publish',
  },
  /** `conflict` without an address or mail server, or within an hour of the last message. */
  'reports.emailLink': {
    method: 'POST',
    path: '/api/reports/:interviewId/link/email',
    params: one,
    result: z.strictObject({}),
    access: 'reports.publish',
  },
  /** Per evaluator only from five ratings on. */
  'reports.ratings': {
    method: 'GET',
    path: '/api/reports-ratings',
    params: z.strictObject({}),
    result: z.strictObject({
      count: z.number().int().nonnegative(),
      stars: z.number().optional(),
      /** Share of "yes" answers, 0 to 1. */
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

export const ReportDraft = z.strictObject({
  version: ReportVersion,
  content: ReportContent,
  savedBy: z.string(),
  savedAt: Timestamp,
});
export type ReportDraft = z.infer<typeof ReportDraft>;
