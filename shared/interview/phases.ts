import { z } from 'zod';

/** `lobby`: before the interview opens and during breaks. `open`: admitted candidates are in the room. */
export const InterviewPhase = z.enum(['lobby', 'open', 'ended', 'cancelled']);
export type InterviewPhase = z.infer<typeof InterviewPhase>;

/** How long everyone must be away before an open interview is ended. Longer than any break. */
export const DESERTED_AFTER_MS = 2 * 60 * 60 * 1_000;

export function isFinal(phase: InterviewPhase): boolean {
  return phase === 'ended' || phase === 'cancelled';
}
