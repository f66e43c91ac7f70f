import { z } from 'zod';
import { InterviewId } from '../ids.ts';
import { Email, PlannedMinutes, Timestamp, TimeZone } from '../interview/fields.ts';
import { StaffRole } from '../roles.ts';
import { route } from './routeRow.ts';

/** An interview that overlaps a time. Its id and title are absent if the reader may not see it. */
export const BusyTime = z.strictObject({
  from: Timestamp,
  to: Timestamp,
  interviewId: InterviewId.optional(),
  title: z.string().optional(),
});
export type BusyTime = z.infer<typeof BusyTime>;

export const MemberLoad = z.strictObject({
  userId: z.string(),
  name: z.string(),
  /** In lower case. */
  email: z.string(),
  role: StaffRole,
  disabled: z.boolean(),
  /** Number of interviews in the week of the time. Those that the virtual recruiter holds don't count. */
  interviews: z.number().int().nonnegative(),
  /** Number of scorecards that the member hasn't locked yet. */
  openRatings: z.number().int().nonnegative(),
  busy: z.array(BusyTime),
});
export type MemberLoad = z.infer<typeof MemberLoad>;

export const AVAILABILITY_ROUTES = {
  /** Returns how busy the members are at a time and in its week, from Monday to Sunday, by name. */
  'staff.availability': route(
    'POST /api/staff/availability',
    'interviews.create',
    {
      at: Timestamp,
      minutes: PlannedMinutes,
      /** Zone of the week. */
      timeZone: TimeZone,
      /** Left out of all numbers, because it is the interview that is being changed. */
      except: InterviewId.optional(),
      /** Address of a candidate whose other interviews are wanted, too. */
      candidate: Email.optional(),
    },
    { members: z.array(MemberLoad), candidateBusy: z.array(BusyTime) },
  ),
} as const;
