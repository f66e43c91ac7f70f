import { z } from 'zod';
import { reasonMessage } from '../errorReasons.ts';
import { ImportId, InterviewId, LoopId, TeamId } from '../ids.ts';
import { Email, JobRole, LIMITS, Timestamp } from '../interview/fields.ts';
import { InterviewPhase } from '../interview/phases.ts';
import { StartWindow } from '../interview/startWindow.ts';
import { InterviewStatus, RatingProgress } from '../interview/status.ts';
import { KitId } from '../kit/kitIds.ts';
import { ListedRole } from '../roles.ts';
import { route } from './routeRow.ts';

export const INTERVIEW_PAGE = 50;
export const SEARCH_LENGTH = 200;

/** `today`: scheduled for today, running, or missed but startable. Only `past` is sorted latest first. */
export const InterviewGroupName = z.enum(['today', 'upcoming', 'past']);
export type InterviewGroupName = z.infer<typeof InterviewGroupName>;

export const InterviewGroup = z
  .strictObject({
    name: InterviewGroupName,
    today: Timestamp,
    tomorrow: Timestamp.meta({ examples: [86_400_000] }),
  })
  .refine(({ today, tomorrow }) => today < tomorrow, {
    error: reasonMessage('tomorrow-before-today'),
    path: ['tomorrow'],
  });
export type InterviewGroup = z.infer<typeof InterviewGroup>;

const FILTER_VALUES_MAX = 50;

/** Who asks the questions. */
export const HeldBy = z.enum(['people', 'recruiter']);
export type HeldBy = z.infer<typeof HeldBy>;

export const InterviewFilter = z.strictObject({
  group: InterviewGroup.optional(),
  /**
   * Each word must occur in the title, the role, or someone's name or email address. Where a candidate's name
   * is hidden, the code name counts instead of the name, and the candidate's address doesn't count.
   */
  search: z.string().max(SEARCH_LENGTH).optional(),
  statuses: z.array(InterviewStatus).min(1).optional(),
  jobRoles: z.array(JobRole).min(1).max(FILTER_VALUES_MAX).optional(),
  kitIds: z.array(KitId).min(1).max(FILTER_VALUES_MAX).optional(),
  /** `none`: interviews without a hiring team. */
  teamIds: z
    .array(z.union([TeamId, z.literal('none')]))
    .min(1)
    .max(FILTER_VALUES_MAX)
    .optional(),
  /** Address of an interviewer, evaluator, or observer. */
  person: Email.optional(),
  heldBy: HeldBy.optional(),
  /** Interviews that were created from this file of candidates. */
  importId: ImportId.optional(),
  /** Rounds that were created together. */
  loopId: LoopId.optional(),
  /** Start times from this time on. */
  from: Timestamp.optional(),
  /** Start times before this time. */
  to: Timestamp.optional(),
});
export type InterviewFilter = z.infer<typeof InterviewFilter>;

export const InterviewSort = z.strictObject({
  by: z.enum(['time', 'created', 'candidate']),
  descending: z.boolean(),
});
export type InterviewSort = z.infer<typeof InterviewSort>;

/** Position after a row: what the list is sorted by, and the row's id. */
export const InterviewCursor = z.strictObject({
  key: z.union([Timestamp, z.string().max(LIMITS.displayName * LIMITS.seats * 4)]),
  interviewId: InterviewId,
});
export type InterviewCursor = z.infer<typeof InterviewCursor>;

function counted<T extends z.ZodType>(value: T) {
  return z.array(z.strictObject({ value, count: z.number().int().positive() }));
}

/** Number of interviews for each value of a filter, if this filter had no value. */
export const InterviewCounts = z.strictObject({
  total: z.number().int().nonnegative(),
  statuses: counted(InterviewStatus),
  jobRoles: counted(z.string()),
  kitIds: counted(KitId),
  teamIds: counted(z.union([TeamId, z.literal('none')])),
  heldBy: counted(HeldBy),
});
export type InterviewCounts = z.infer<typeof InterviewCounts>;

/**
 * Why an interview that hasn't started may not take place. `no-lead`: the lead has no link with which to open
 * it. Otherwise, why a candidate who hasn't opened their link may not know of the interview.
 */
export const InvitationTrouble = z.enum(['bounced', 'no-address', 'no-lead', 'not-sent']);
export type InvitationTrouble = z.infer<typeof InvitationTrouble>;

/** An interview at the same time. `person` has both. Absent if that is the reader. */
export const InterviewOverlap = z.strictObject({
  interviewId: InterviewId,
  title: z.string(),
  scheduledAt: Timestamp,
  person: z.string().optional(),
});
export type InterviewOverlap = z.infer<typeof InterviewOverlap>;

export const InterviewSummary = z.strictObject({
  interviewId: InterviewId,
  title: z.string(),
  jobRole: z.string(),
  status: InterviewStatus,
  scheduledAt: Timestamp,
  plannedMinutes: z.number(),
  /** Zone in which the time was chosen. Absent in interviews from earlier versions. */
  timeZone: z.string().optional(),
  window: StartWindow.optional(),
  phase: InterviewPhase,
  kitId: KitId.optional(),
  teamId: TeamId.optional(),
  heldByRecruiter: z.boolean(),
  scorecardsOpen: z.boolean(),
  candidateNames: z.array(z.string()),
  /** Everyone but candidates, captioners, and removed people. */
  people: z.array(z.strictObject({ name: z.string(), role: ListedRole })),
  rating: RatingProgress,
  candidateJoined: z.boolean(),
  begun: z.boolean(),
  present: z.record(ListedRole, z.number().int()),
  /** Without a mail server, only `no-lead`, because staff then pass on all links themselves. */
  invitation: InvitationTrouble.optional(),
  /** Only in lists of interviews, and not in the calendar. */
  overlap: InterviewOverlap.optional(),
});
export type InterviewSummary = z.infer<typeof InterviewSummary>;

export const EXPORT_IDS_MAX = 200;
/** Chooses interviews for a file: those with these ids, or those that match the filter. */
export const InterviewExport = z.strictObject({
  filter: InterviewFilter.optional(),
  sort: InterviewSort.optional(),
  interviewIds: z.array(InterviewId).min(1).max(EXPORT_IDS_MAX).optional(),
});
export type InterviewExport = z.infer<typeof InterviewExport>;

/** Path of the interviews as a CSV file. The parameter `query` is an `InterviewExport` in JSON. */
export const INTERVIEW_FILE = '/api/interviews.csv';

/** Most interviews that the calendar shows one by one. */
export const CALENDAR_ROWS = 500;
const CALENDAR_DAYS = 62;

export const INTERVIEW_LIST_ROUTES = {
  'interviews.list': route(
    'POST /api/interviews/list',
    'interviews.read',
    {
      filter: InterviewFilter.optional(),
      /** By default, latest start time first. Not used with `group`. */
      sort: InterviewSort.optional(),
      after: InterviewCursor.optional(),
      counts: z.literal(true).optional(),
    },
    {
      interviews: z.array(InterviewSummary),
      next: InterviewCursor.optional(),
      counts: InterviewCounts.optional(),
    },
  ),
  /** Interviews between two times, or only their number per day if there are more than `CALENDAR_ROWS`. */
  'interviews.calendar': route(
    'POST /api/interviews/calendar',
    'interviews.read',
    {
      /** Starts of the days in the reader's time zone, and the end of the last day. */
      days: z
        .array(Timestamp)
        .min(2)
        .max(CALENDAR_DAYS + 1)
        .refine(days => days.every((day, index) => index === 0 || day > (days[index - 1] ?? 0)), {
          error: reasonMessage('days-out-of-order'),
        })
        .meta({ examples: [[0, 86_400_000]] }),
      filter: InterviewFilter.omit({ group: true, from: true, to: true }).optional(),
    },
    {
      /** In order of the start time. Absent if there are too many. */
      interviews: z.array(InterviewSummary).optional(),
      /** Number of interviews on each day. */
      counts: z.array(z.number().int().nonnegative()),
    },
  ),
} as const;
