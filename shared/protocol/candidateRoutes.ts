import { z } from 'zod';
import {
  CandidateDecision,
  DECISION_REASON,
  DECISIONS_MAX,
  DecidingState,
  DecisionOutcome,
  DecisionStage,
} from '../candidates/decision.ts';
import { CandidateId, InterviewId, MergeId, SeatId } from '../ids.ts';
import { DisplayName, Email, JobRole, LoopRound, Timestamp } from '../interview/fields.ts';
import { InterviewPhase } from '../interview/phases.ts';
import { ConsentAnswer } from '../interview/setup.ts';
import { InterviewStatus } from '../interview/status.ts';
import { CompetencyId, KitId, KitVersion, QuestionId } from '../kit/kitIds.ts';
import { Recommendation } from '../rubric/scorecard.ts';
import { SEARCH_LENGTH } from './interviewList.ts';
import { PracticeAttempt } from './practiceRoutes.ts';
import { RecordingSummary } from './recordingRoutes.ts';
import { route } from './routeRow.ts';

export const CandidateFilter = z.strictObject({
  /** Each word must occur in a name or an email address of the candidate. */
  search: z.string().max(SEARCH_LENGTH).optional(),
  jobRole: JobRole.optional(),
  stage: DecisionStage.optional(),
  /** `none`: no decision yet. */
  outcome: z.union([DecisionOutcome, z.literal('none')]).optional(),
});
export type CandidateFilter = z.infer<typeof CandidateFilter>;

/** `latest`: the record with the latest interview first. `name`: by the first name in the record. */
export const CandidateSort = z.enum(['latest', 'name']);
export type CandidateSort = z.infer<typeof CandidateSort>;

/** `key`: time of the last record's latest interview, or what it is found by if sorted by name. */
export const CandidateCursor = z.strictObject({
  key: z.union([Timestamp, z.string().max(2_000)]),
  candidateId: CandidateId,
});
export type CandidateCursor = z.infer<typeof CandidateCursor>;

export const CandidateSummary = z.strictObject({
  candidateId: CandidateId,
  name: z.string(),
  email: z.string().optional(),
  jobRoles: z.array(z.string()),
  rounds: z.number().int().positive(),
  /** Start of the latest interview, or of the next one. Absent if none has a time yet. */
  latestAt: Timestamp.optional(),
  /** True when `latestAt` is of a canceled interview, because there are no others with a time. */
  latestCanceled: z.boolean().optional(),
  /** Last decision about the candidate. */
  decision: CandidateDecision.optional(),
});
export type CandidateSummary = z.infer<typeof CandidateSummary>;

/** One interview in a candidate's record. */
export const CandidateRound = z.strictObject({
  interviewId: InterviewId,
  seatId: SeatId,
  title: z.string(),
  jobRole: z.string(),
  /** When the interview began, or else when it is planned. */
  scheduledAt: Timestamp,
  phase: InterviewPhase,
  status: InterviewStatus,
  heldByRecruiter: z.boolean(),
  /** Names, with the lead first. */
  interviewers: z.array(z.string()),
  /** Present when the interview is one of several rounds that were created together. */
  loop: LoopRound.optional(),
  tookPart: z.boolean(),
  /** Absent until the reader may see the scorecards. */
  scores: z
    .strictObject({
      /** Mean of all ratings from 1 to 5, after revisions. */
      mean: z.number().optional(),
      raters: z.number().int(),
      recommendations: z.partialRecord(Recommendation, z.number().int()),
    })
    .optional(),
  report: z.enum(['draft', 'published']).optional(),
  recording: z
    .strictObject({ state: RecordingSummary.shape.state, retainUntil: Timestamp.optional() })
    .optional(),
  consent: ConsentAnswer.optional(),
  deciding: DecidingState,
  /** Decisions that the reader may know, oldest first. */
  decisions: z.array(CandidateDecision).optional(),
});
export type CandidateRound = z.infer<typeof CandidateRound>;

export const CandidateMerge = z.strictObject({
  mergeId: MergeId,
  name: z.string(),
  email: z.string().optional(),
  rounds: z.number().int(),
  mergedAt: Timestamp,
  mergedBy: z.string(),
});
export type CandidateMerge = z.infer<typeof CandidateMerge>;

/** Practice that the person connected with an interview. Only evaluated practice can be opened by staff. */
export const CandidatePractice = z.strictObject({
  ...PracticeAttempt.pick({ interviewId: true, role: true, length: true, purpose: true, createdAt: true })
    .shape,
});
export type CandidatePractice = z.infer<typeof CandidatePractice>;

/** `missed`: the interview ended without the candidate. `emailed`: the latest message about the interview. */
export const CandidateEvent = z.strictObject({
  what: z.enum([
    ...['planned', 'emailed', 'moved', 'canceled', 'held', 'missed'],
    ...['rated', 'decided', 'merged', 'corrected'],
  ] as const),
  at: Timestamp,
  byName: z.string().optional(),
  interviewId: InterviewId.optional(),
  title: z.string().optional(),
  /** Time to which the interview was moved. */
  to: Timestamp.optional(),
  mail: z.enum(['invited', 'canceled', 'revoked']).optional(),
  decision: CandidateDecision.pick({ stage: true, outcome: true }).optional(),
  /** Name of the record that was merged into this one. */
  name: z.string().optional(),
});
export type CandidateEvent = z.infer<typeof CandidateEvent>;

export const CandidateRecord = z.strictObject({
  candidateId: CandidateId,
  name: z.string(),
  email: z.string().optional(),
  /** Other names and addresses in the record. */
  alsoKnownAs: z.array(z.string()),
  /** Latest first. */
  rounds: z.array(CandidateRound),
  merges: z.array(CandidateMerge),
  practice: z.array(CandidatePractice),
  /** Latest first. */
  history: z.array(CandidateEvent),
  /** Days that recordings are kept. Absent if they are kept until someone deletes them. */
  retentionDays: z.number().int().positive().optional(),
});
export type CandidateRecord = z.infer<typeof CandidateRecord>;

/** Ratings of one competency by all raters of an interview. */
export const ComparedCell = z.strictObject({
  /** Mean of the raters' means, after revisions. */
  mean: z.number(),
  /** Lowest and highest mean of a rater. */
  low: z.number(),
  high: z.number(),
  /** Number of raters with a rating from 1 to 5. */
  n: z.number().int().positive(),
  /** First question that shows the competency. */
  questionId: QuestionId.optional(),
});
export type ComparedCell = z.infer<typeof ComparedCell>;

export const ComparedRound = z.strictObject({
  interviewId: InterviewId,
  seatId: SeatId,
  candidateId: CandidateId,
  name: z.string(),
  title: z.string(),
  scheduledAt: Timestamp,
  /** Mean of all ratings. Absent if there are none from 1 to 5. */
  mean: z.number().optional(),
  raters: z.number().int(),
  cells: z.record(CompetencyId, ComparedCell),
  /** True when the member can watch the recording. */
  recorded: z.boolean(),
  decision: CandidateDecision.optional(),
});
export type ComparedRound = z.infer<typeof ComparedRound>;

/** Interviews with the same version of a kit. Scores of different versions are never in one group. */
export const ComparedGroup = z.strictObject({
  kitId: KitId,
  version: KitVersion,
  role: z.string(),
  level: z.string(),
  competencies: z.array(z.strictObject({ competencyId: CompetencyId, name: z.string() })),
  /** By mean, highest first. */
  rounds: z.array(ComparedRound),
});
export type ComparedGroup = z.infer<typeof ComparedGroup>;

/** Number of interviews of a job role that are compared, latest first. */
export const COMPARED_MAX = 100;

/** A candidate of an interview, as the interview's page shows decisions. */
export const DecidedCandidate = z.strictObject({
  seatId: SeatId,
  candidateId: CandidateId,
  name: z.string(),
  /** Oldest first. */
  decisions: z.array(CandidateDecision).max(DECISIONS_MAX),
});
export type DecidedCandidate = z.infer<typeof DecidedCandidate>;

/** Numbers of what deleting a person deletes. */
export const CandidateDeletion = z.strictObject({
  interviews: z.number().int(),
  canceled: z.number().int(),
  recordings: z.number().int(),
  links: z.number().int(),
  practice: z.number().int(),
});
export type CandidateDeletion = z.infer<typeof CandidateDeletion>;

const candidateRef = z.strictObject({ candidateId: CandidateId });

export const CANDIDATE_EXPORT = '/api/candidates/:candidateId/export';

export const CANDIDATE_ROUTES = {
  'candidates.list': route(
    'POST /api/candidates/list',
    'candidates.read',
    {
      filter: CandidateFilter.optional(),
      sort: CandidateSort.optional(),
      after: CandidateCursor.optional(),
    },
    {
      candidates: z.array(CandidateSummary),
      next: CandidateCursor.optional(),
      /** Present on the first page: number of records that match, and the job roles of all that the member may know. */
      counts: z.strictObject({ total: z.number().int(), jobRoles: z.array(z.string()) }).optional(),
    },
  ),
  /** Compares interviews of one job role whose rating is over. Without `jobRole`, returns only the roles. */
  'candidates.compare': route(
    'POST /api/candidates/compare',
    'candidates.read',
    { jobRole: JobRole.optional() },
    {
      jobRoles: z.array(z.string()),
      groups: z.array(ComparedGroup),
      /** Number of interviews that are still rated, or that no one rated. */
      unrated: z.number().int(),
    },
  ),
  /** Accepts the id of a record that was merged into another, and returns the other. */
  'candidates.read': route('GET /api/candidates/:candidateId', 'candidates.read', candidateRef, {
    candidate: CandidateRecord,
  }),
  /** Merges the record `from` into this one. Throws `conflict` if both are already one record. */
  'candidates.merge': route(
    'POST /api/candidates/:candidateId/merge',
    'candidates.change',
    { ...candidateRef.shape, from: CandidateId },
    { candidateId: CandidateId },
  ),
  /** Corrects the record only. Emails go to the address of each interview. Without `email`, the interviews' holds. */
  'candidates.correct': route('PATCH /api/candidates/:candidateId', 'candidates.change', {
    ...candidateRef.shape,
    name: DisplayName,
    email: Email.optional(),
  }),
  /** Throws `conflict` if the merge was already undone. */
  'candidates.unmerge': route('DELETE /api/candidates/merges/:mergeId', 'candidates.change', {
    mergeId: MergeId,
  }),
  /** Deletes recordings, links, and the record. Throws `conflict` during a live interview. */
  'candidates.delete': route('DELETE /api/candidates/:candidateId', 'candidates.delete', candidateRef, {
    deleted: CandidateDeletion,
  }),
  /** Candidates are absent while the member may not know who they are. */
  'decisions.read': route(
    'GET /api/interviews/:interviewId/decisions',
    'candidates.read',
    { interviewId: InterviewId },
    { state: DecidingState, candidates: z.array(DecidedCandidate) },
  ),
  /**
   * `after`: number of the last decision that the member has seen. Throws `conflict` if there is a later one, and
   * `invalid` if the stage can't have the outcome. Before ratings end, `outcomesWhile` says which outcomes are possible.
   */
  'decisions.add': route(
    'POST /api/interviews/:interviewId/decisions',
    'decisions.make',
    {
      interviewId: InterviewId,
      seatId: SeatId,
      stage: DecisionStage,
      outcome: DecisionOutcome,
      reason: z.string().trim().min(1).max(DECISION_REASON),
      after: z.number().int().nonnegative().max(DECISIONS_MAX),
    },
    { decision: CandidateDecision },
  ),
} as const;
