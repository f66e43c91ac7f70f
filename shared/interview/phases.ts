import { z } from 'zod';

/** `lobby`: before the interview opens and during breaks. `open`: admitted candidates are in the room. */
export const InterviewPhase = z.enum(['lobby', 'open', 'ended', 'cancelled']);
export type InterviewPhase = z.infer<typeof InterviewPhase>;

export function isFinal(phase: InterviewPhase): boolean {
  return phase === 'ended' || phase === 'cancelled';
}
