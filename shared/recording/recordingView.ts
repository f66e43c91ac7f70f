import { z } from 'zod';

/** What a person in an interview sees of its recording. */
export const RecordingView = z.strictObject({
  /** The truth about this moment: `on` from when the media server records until it has stopped. */
  state: z.enum(['on', 'off']),
  /** Why it is off, where this viewer is told. `waiting`: it begins with the candidate, or in a moment. */
  why: z.enum(['consent', 'lead', 'practice', 'waiting', 'trouble', 'over']).optional(),
  /** It will soon end because the media server's disk fills. Said to those who are told of trouble. */
  storageLow: z.literal(true).optional(),
  /** Whether there is something to review or to erase. */
  kept: z.boolean(),
  /** What was recorded was deleted, and nothing was recorded since. Candidates only. */
  erased: z.literal(true).optional(),
});
export type RecordingView = z.infer<typeof RecordingView>;
