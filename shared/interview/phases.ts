import { z } from 'zod';

/**
 * Phases of an interview.
 *
 * - `lobby`: before the lead opens, and during a break: people prepare and wait;
 * - `open`: the call runs; admitted candidates are in the room;
 * - `ended`: over permanently;
 * - `cancelled`: canceled before it ended.
 */
export const InterviewPhase = z.enum(['lobby', 'open', 'ended', 'cancelled']);
export type InterviewPhase = z.infer<typeof InterviewPhase>;

export function isFinal(phase: InterviewPhase): boolean {
  return phase === 'ended' || phase === 'cancelled';
}
