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

/** A clip that a report wants, and how far it is. */
export const ClipProgress = z.strictObject({
  fromMs: RecordingMs,
  toMs: RecordingMs,
  state: z.enum(['preparing', 'ready', 'failed', 'erased']),
});
export type ClipProgress = z.infer<typeof ClipProgress>;

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
  /** What the candidate handed in in writing. */
  written: z.record(QuestionId, z.string()),
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
  /** Ratings are no longer those that the published report rests on. */
  ratingsChanged: z.boolean(),
  clips: z.array(ClipProgress),
  question: ReportQuestion.optional(),
  /** What the candidate thought of it; without the line where fewer than five of this evaluator's reports were rated. */
  rating: FeedbackRating.optional(),
  /** Whether the candidate has opened it. */
  read: z.boolean(),
  /** Links that staff created to hand to the candidate. */
  links: z.array(ReportShare),
  /** True when a private link can be emailed: there is a mail server, and the invitation has an address. */
  canEmail: z.boolean(),
  /** There is a recording that clips can be cut from. */
  recorded: z.boolean(),
});
export type ReportDesk = z.infer<typeof ReportDesk>;

const one = z.strictObject({ interviewId: InterviewId });

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
  /**
   * A link to hand to an invited candidate. It only reads: staff could use it, too, so it neither rates, asks nor
   * guesses. `url` is shown once.
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
  /** Emails the invited candidate a private link again. `conflict` when there is no address or mail server, or one was sent within the hour. */
  'reports.emailLink': {
    method: 'POST',
    path: '/api/reports/:interviewId/link/email',
    params: one,
    result: z.strictObject({}),
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
