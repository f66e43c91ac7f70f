import { z } from 'zod';

/**
 * A captioner types what is said for a candidate who reads captions (CART). Only the candidate and people who may see
 * accommodations know that there is one, because it can reveal a disability.
 */
export const SeatRole = z.enum(['candidate', 'interviewer', 'evaluator', 'observer', 'captioner']);
export type SeatRole = z.infer<typeof SeatRole>;

/** Roles that lists of interviews show to everyone who can open them. */
export const ListedRole = SeatRole.exclude(['captioner']);
export type ListedRole = z.infer<typeof ListedRole>;

/**
 * Roles of staff, from most to least rights. Evaluators work on the evaluation queue. Interviewers see only
 * the interviews they take part in.
 */
export const StaffRole = z.enum(['owner', 'organizer', 'evaluator', 'interviewer']);
export type StaffRole = z.infer<typeof StaffRole>;

/** Roles of viewers. `organizer`: staff in the console, without a seat in the interview. */
export const ViewerRole = z.enum([...SeatRole.options, 'organizer']);
export type ViewerRole = z.infer<typeof ViewerRole>;

/** True for roles that send no audio or video. */
export function isReceiveOnly(role: SeatRole): boolean {
  return role === 'evaluator' || role === 'observer' || role === 'captioner';
}
