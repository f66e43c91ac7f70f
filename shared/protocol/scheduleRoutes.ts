import { z } from 'zod';
import { ChangeNote, LIMITS, Timestamp } from '../interview/fields.ts';
import { LinkToken } from './joinRoutes.ts';
import { route } from './routeRow.ts';

/**
 * - `open`: the candidate hasn't chosen a time yet
 * - `chosen`: there is a time, and the candidate can still move or cancel the interview
 * - `fixed`: there is a time, and it's too late to change it here
 * - `expired`: no time was chosen before the last day
 * - `over`: the interview has started or ended
 */
export const ScheduleState = z.enum(['open', 'chosen', 'fixed', 'expired', 'canceled', 'over']);
export type ScheduleState = z.infer<typeof ScheduleState>;

/** An interview as its candidate sees it when choosing the time. */
export const CandidateSchedule = z.strictObject({
  state: ScheduleState,
  displayName: z.string(),
  jobRole: z.string(),
  plannedMinutes: z.number(),
  /** True when the virtual recruiter asks the questions. */
  recruiter: z.boolean(),
  /** Absent until there is a time. */
  scheduledAt: Timestamp.optional(),
  /** Latest start that can be chosen. Present if `open`. */
  until: Timestamp.optional(),
  /** Zone of the organizer. */
  timeZone: z.string(),
  /** Zone in which the candidate chose the time before. */
  ownZone: z.string().optional(),
  /** Names of the interviewers. */
  interviewers: z.array(z.string()),
  /** True if the candidate gets messages about the interview by email. */
  emailed: z.boolean(),
  /** Last moment at which the candidate can move or cancel. Present if `chosen`. */
  changeableUntil: Timestamp.optional(),
  /** Hours before the interview until which it can be moved. Absent if the candidate never could. */
  changeHours: z.number().optional(),
  /** Starts that can be chosen, in order. Empty unless `open` or `chosen`. */
  times: z.array(Timestamp),
});
export type CandidateSchedule = z.infer<typeof CandidateSchedule>;

/** Routes for candidates with a personal link. Separate from `ROUTES` to keep the code of their page small. */
export const SCHEDULE_ROUTES = {
  'schedule.read': route('POST /api/schedule', 'public', { link: LinkToken }, CandidateSchedule),
  /** Throws `conflict`, with the remaining `details.times`, if the time can no longer be chosen. */
  'schedule.choose': route(
    'POST /api/schedule/choose',
    'public',
    {
      link: LinkToken,
      at: Timestamp,
      /** Zone in which the candidate read the times. One that this server doesn't know is left out. */
      timeZone: z.string().max(LIMITS.timeZone).optional(),
    },
    CandidateSchedule,
  ),
  /** Returns the calendar file of an interview that has a time. Throws `wrong-phase` for others. */
  'schedule.calendar': route(
    'POST /api/schedule/calendar',
    'public',
    { link: LinkToken },
    { file: z.string() },
  ),
  'schedule.cancel': route(
    'POST /api/schedule/cancel',
    'public',
    { link: LinkToken, note: ChangeNote.optional() },
    CandidateSchedule,
  ),
} as const;
