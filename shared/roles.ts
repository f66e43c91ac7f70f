import { z } from 'zod';

/** The four ways to take part in an interview. */
export const SeatRole = z.enum(['candidate', 'interviewer', 'evaluator', 'observer']);
export type SeatRole = z.infer<typeof SeatRole>;

/** What a staff account may do in the console. */
export const StaffRole = z.enum(['owner', 'organizer', 'interviewer']);
export type StaffRole = z.infer<typeof StaffRole>;

/** Who looks at an interview: a seat's role, or staff looking in from the console without a seat. */
export const ViewerRole = z.enum([...SeatRole.options, 'organizer']);
export type ViewerRole = z.infer<typeof ViewerRole>;

/** Roles that watch and are never seen or heard. */
export function isReceiveOnly(role: SeatRole): boolean {
  return role === 'evaluator' || role === 'observer';
}
