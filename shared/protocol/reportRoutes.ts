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

/** A clip that a report uses, and its progress. */
export const ClipProgress = z.strictObject({
  fromMs: RecordingMs,
  toMs: RecordingMs,
  state: z.enum(['preparing', 'ready', 'failed', 'erased']),
});
export type ClipProgress = z.infer<typeof ClipProgress>;

/** Data of the report editor. `blind` until all required scorecards are locked. */
export const ReportWorkspace = z.strictObject({
  interviewId: InterviewId,
  kind: z.enum(['practice', 'interview']),
  candidate: z.string(),
  chosen: ChosenKit,
  /** Questions of the kit's public guide, in its current version. */
  guide: z.array(z.strictObject({ id: GuideQuestionId, title: z.string() })),
  slug: Slug.optional(),
  endedAt: Timestamp,
  promisedAt: Timestamp.optional(),
  /** Locked scorecards that count. */
  scorecards: z.record(SeatId, Scorecard),
  names: z.record(SeatId, z.string()),
  /** The candidate's written answers. */
  written: z.record(QuestionId, z.string()),
  /** Competencies whose ratings differ by two points or more. */
  far: z.array(CompetencyId),
  state: ReportState,
  version: ReportVersion,
  content: ReportContent,
  savedBy: z.string().optional(),
  savedAt: Timestamp.optional(),
  /** First and latest publication, and the published version. */
  publishedAt: Timestamp.optional(),
  updatedAt: Timestamp.optional(),
  publishedVersion: ReportVersion.optional(),
  /** True when ratings changed after the report was published. */
  ratingsChanged: z.boolean(),
  clips: z.array(ClipProgress),
  question: ReportQuestion.optional(),
  /** The candidate's rating; without the comment until five of this evaluator's reports were rated. */
  rating: FeedbackRating.optional(),
  read: z.boolean(),
  /** Links that staff created for the candidate. */
  links: z.array(ReportShare),
  /** True when a private link can be emailed: a mail server exists, and the invitation has an address. */
  canEmail: z.boolean(),
  /** True when clips can be cut from a recording. */
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
  /** Renders this draft as the candidate would see it. */
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
   * Creates a read-only link for an invited candidate. It cannot rate, ask, or guess, because staff could use it.
   * Returns `url` once.
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
  /**
   * Emails the candidate a private link again. `conflict` without an address or mail server, or within an hour of the
   * last one.
   */
  'reports.emailLink': {
    method: 'POST',
    path: '/api/reports/:interviewId/link/email',
    params: one,
    result: z.strictObject({}),
    access: 'reports.publish',
  },
  /** Candidates' ratings of reports; per evaluator only from five ratings on. */
  'reports.ratings': {
    method: 'GET',
    path: '/api/reports-ratings',
    params: z.strictObject({}),
    result: z.strictObject({
      count: z.number().int().nonnegative(),
      stars: z.number().optional(),
      /** Fraction of "yes" answers, 0 to 1. */
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

/** `details.current` of a `conflict` in `reports.save`. */
export const ReportDraft = z.strictObject({
  version: ReportVersion,
  content: ReportContent,
  savedBy: z.string(),
  savedAt: Timestamp,
});
export type ReportDraft = z.infer<typeof ReportDraft>;
