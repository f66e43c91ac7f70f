import { z } from 'zod';

export const SeatRole = z.enum(['candidate', 'interviewer', 'evaluator', 'observer']);
export type SeatRole = z.infer<typeof SeatRole>;

/**
 * Roles of staff, from most to least rights. Evaluators work on the evaluation queue. Interviewers see only
 * the interviews they take part in.
 */
export const StaffRole = z.enum(['owner', 'organizer', 'evaluator', 'interviewer']);
export type StaffRole = z.infer<typeof StaffRole>;

/** Roles of viewers. `organizer`: staff in the console, without a seat in the interview. */
export const ViewerRole = z.enum([...SeatRole.options, 'organizer']);
export type ViewerRole = z.infer<typeof ViewerRole>;

/** True for roles that only watch, and are never seen or heard. */
export function isReceiveOnly(role: SeatRole): boolean {
  return role === 'evaluator' || role === 'observer';
}
