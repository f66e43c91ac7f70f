import { z } from 'zod';
import { InterviewId } from '../ids.ts';
import { Timestamp } from '../interview/fields.ts';
import { InterviewPhase } from '../interview/phases.ts';
import type { InterviewStatus } from '../interview/status.ts';
import { SeatRole } from '../roles.ts';
import { nothing } from '../schemaOf.ts';
import { ReferencesFirst } from './calibrationRoutes.ts';
import { QueueItem } from './evaluationRoutes.ts';
import { InterviewOverlap, InterviewSummary } from './interviewList.ts';
import { route } from './routeRow.ts';

/** Number of rows of a block. Blocks count all their rows in `total`. */
export const HOME_ROWS = 5;
/** Statuses of interviews with a time that are running or can still start. */
export const UPCOMING: readonly InterviewStatus[] = ['scheduled', 'waiting', 'live'];
/** Held interviews without a decision are listed this long. */
export const DECIDABLE_DAYS = 60;
/** Number of rows of the block of problems, which no other page lists. */
export const FAILURE_ROWS = 50;

const blockOf = <T extends z.ZodType>(row: T) =>
  z.strictObject({ total: z.number().int().nonnegative(), rows: z.array(row) });

const HomeInterview = z.strictObject({
  interviewId: InterviewId,
  title: z.string(),
  jobRole: z.string(),
  candidateNames: z.array(z.string()),
  scheduledAt: Timestamp,
  plannedMinutes: z.number(),
  phase: InterviewPhase,
});

/** An interview that the member will take part in, with their role in it. */
export const OwnInterview = z.strictObject({
  ...HomeInterview.shape,
  role: SeatRole,
  candidateHere: z.boolean(),
  overlap: InterviewOverlap.optional(),
});
export type OwnInterview = z.infer<typeof OwnInterview>;

/** A candidate's question about their report. */
export const OpenQuestion = z.strictObject({
  interviewId: InterviewId,
  role: z.string(),
  candidate: z.string(),
  askedAt: Timestamp,
});
export type OpenQuestion = z.infer<typeof OpenQuestion>;

/**
 * `mail`: the latest message to someone failed or bounced. `no-address` and `not-sent`: the candidate got no
 * invitation. `no-lead`: no one can open the interview. `lines`: the recruiter can't say every line.
 */
export const HomeFailure = z.strictObject({
  ...HomeInterview.shape,
  kind: z.enum(['mail', 'no-address', 'not-sent', 'no-lead', 'recording', 'lines']),
});
export type HomeFailure = z.infer<typeof HomeFailure>;

/** Which of the first steps are done. */
export const FirstSteps = z.strictObject({ mail: z.boolean(), kit: z.boolean(), team: z.boolean() });
export type FirstSteps = z.infer<typeof FirstSteps>;

export const HOME_ROUTES = {
  'home.read': route('GET /api/home', 'interviews.read', nothing, {
    interviews: blockOf(OwnInterview),
    /** All interviews that the member may see without taking part, the first ones first. Empty for others. */
    upcoming: blockOf(InterviewSummary),
    /** Of the same interviews, those whose candidate hasn't chosen a time. */
    unscheduled: blockOf(InterviewSummary),
    /** Rated interviews about which the member can decide. */
    /** `comparing`: present while ratings are far apart, and raters still compare them. */
    decisions: blockOf(InterviewSummary.extend({ comparing: z.literal(true).optional() })),
    /** Evaluations that the member has claimed, or was invited to rate. */
    ratings: blockOf(QueueItem),
    replies: blockOf(OpenQuestion),
    /** Other work on evaluations that is the member's, by due date. `others`: rows of the queue that aren't. */
    evaluations: blockOf(QueueItem).extend({ others: z.number().int().nonnegative() }),
    references: ReferencesFirst.optional(),
    failures: blockOf(HomeFailure),
    /** Present until the member, who may create interviews, sees one. */
    steps: FirstSteps.optional(),
    /** Time of the server. */
    now: Timestamp,
  }),
} as const;
