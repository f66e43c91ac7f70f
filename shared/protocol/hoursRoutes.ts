import { z } from 'zod';
import { InterviewId } from '../ids.ts';
import { Email, LIMITS, PlannedMinutes, Timestamp, TimeZone } from '../interview/fields.ts';
import { Hours, SavedHours, SavedRules, SchedulingRules } from '../scheduling/hours.ts';
import { nothing } from '../schemaOf.ts';
import { route } from './routeRow.ts';

/** `usual` if the member hasn't set hours. */
const shownHours = { hours: Hours, usual: z.boolean() };

/** Where a person's hours come from. `disabled`: the account is, so there are no times with them. */
export const HoursSource = z.enum(['set', 'usual', 'disabled', 'no-account']);
export type HoursSource = z.infer<typeof HoursSource>;

export const HOURS_ROUTES = {
  'hours.read': route('GET /api/account/hours', 'availability.change', nothing, shownHours),
  'hours.change': route('PUT /api/account/hours', 'availability.change', { hours: SavedHours }, shownHours),
  /** Returns another member's hours. */
  'hours.of': route(
    'GET /api/staff/:userId/hours',
    'availability.read',
    { userId: z.string().max(64) },
    shownHours,
  ),
  'hours.changeOf': route(
    'PUT /api/staff/:userId/hours',
    'availability.changeOthers',
    { userId: z.string().max(64), hours: SavedHours },
    shownHours,
  ),
  'scheduling.read': route('GET /api/scheduling', 'availability.read', nothing, SchedulingRules),
  /** `seen`: the values that the editor saw. A change of others since then is refused with `setting-changed`. */
  'scheduling.change': route('PUT /api/scheduling', 'organization.change', {
    rules: SavedRules.partial(),
    seen: SchedulingRules.partial().optional(),
  }),
  /** Counts the times that a candidate could choose now. */
  'scheduling.preview': route(
    'POST /api/scheduling/preview',
    'interviews.create',
    {
      /** Addresses of the interviewers. */
      emails: z.array(Email).max(LIMITS.seats),
      recruiter: z.boolean(),
      plannedMinutes: PlannedMinutes,
      /** Zone of the days. */
      timeZone: TimeZone,
      until: Timestamp,
    },
    {
      count: z.number().int().nonnegative(),
      /** Days with times, in order. */
      days: z.array(
        z.strictObject({ count: z.number().int().positive(), first: Timestamp, last: Timestamp }),
      ),
      people: z.array(z.strictObject({ email: z.string(), source: HoursSource })),
    },
  ),
  /** Returns times from `from` on at which everyone is free, in the first two weeks that have any. */
  'scheduling.free': route(
    'POST /api/scheduling/free',
    'interviews.create',
    {
      /** Addresses of the people who must be free. */
      emails: z.array(Email).min(1).max(LIMITS.seats),
      candidate: Email.optional(),
      plannedMinutes: PlannedMinutes,
      from: Timestamp,
      timeZone: TimeZone,
      /** The interview that is being moved. */
      except: InterviewId.optional(),
    },
    { times: z.array(Timestamp) },
  ),
} as const;
