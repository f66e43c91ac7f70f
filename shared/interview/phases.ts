import { z } from 'zod';

/**
 * The phases of an interview.
 *
 * - `lobby`: before the lead opens, and whenever the lead has closed for a break: people prepare and wait;
 * - `open`: the call runs; the candidate comes in when admitted;
 * - `ended`: over for good;
 * - `cancelled`: called off before it ended.
 */
export const InterviewPhase = z.enum(['lobby', 'open', 'ended', 'cancelled']);
export type InterviewPhase = z.infer<typeof InterviewPhase>;

export function isFinal(phase: InterviewPhase): boolean {
  return phase === 'ended' || phase === 'cancelled';
}
