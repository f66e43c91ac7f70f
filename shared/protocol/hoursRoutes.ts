import { z } from 'zod';
import { Email, LIMITS, PlannedMinutes, Timestamp } from '../interview/fields.ts';
import { Hours, SchedulingRules } from '../scheduling/hours.ts';
import { nothing } from '../schemaOf.ts';
import { route } from './routeRow.ts';

/** `usual` if the member hasn't set hours. */
const shownHours = { hours: Hours, usual: z.boolean() };

/** Where a person's hours come from. `disabled`: the account is, so there are no times with them. */
export const HoursSource = z.enum(['set', 'usual', 'disabled', 'no-account']);
export type HoursSource = z.infer<typeof HoursSource>;

export const HOURS_ROUTES = {
  'hours.read': route('GET /api/account/hours', 'availability.change', nothing, shownHours),
  'hours.change': route('PUT /api/account/hours', 'availability.change', { hours: Hours }, shownHours),
  /** Returns another member's hours. */
  'hours.of': route(
    'GET /api/staff/:userId/hours',
    'availability.read',
    { userId: z.string().max(64) },
    shownHours,
  ),
  'scheduling.read': route('GET /api/scheduling', 'availability.read', nothing, SchedulingRules),
  'scheduling.change': route('PUT /api/scheduling', 'organization.change', { rules: SchedulingRules }),
  /** Counts the times that a candidate could choose now. */
  'scheduling.preview': route(
    'POST /api/scheduling/preview',
    'interviews.create',
    {
      /** Addresses of the interviewers. */
      emails: z.array(Email).max(LIMITS.seats),
      recruiter: z.boolean(),
      plannedMinutes: PlannedMinutes,
      until: Timestamp,
    },
    {
      count: z.number().int().nonnegative(),
      first: Timestamp.optional(),
      people: z.array(z.strictObject({ email: z.string(), source: HoursSource })),
    },
  ),
} as const;
