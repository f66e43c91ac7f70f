import { z } from 'zod';
import { InterviewId, SeatId } from '../ids.ts';
import { LineKey } from '../recruiter/lines.ts';
import { Accommodations } from '../recruiter/settings.ts';
import type { RouteRow } from './routeRow.ts';

/** How far the lines that the virtual recruiter will say in one interview are made. */
export const ClipProgress = z.strictObject({
  total: z.number().int().nonnegative(),
  ready: z.number().int().nonnegative(),
  failed: z.array(
    z.strictObject({
      lineKey: LineKey,
      text: z.string(),
      /** A sentence for people. */
      reason: z.string(),
      /** What is heard in its place, in a sentence; such a line counts as ready. Absent where it is shown as text. */
      fallback: z.string().optional(),
    }),
  ),
  /** The line that is being made now. */
  renderingText: z.string().optional(),
});
export type ClipProgress = z.infer<typeof ClipProgress>;

const interviewRef = z.strictObject({ interviewId: InterviewId });

/** What the console asks about interviews that the virtual recruiter holds. */
export const RECRUITER_ROUTES = {
  /** Replaces whatever was set for this candidate. */
  'accommodations.set': {
    method: 'PUT',
    path: '/api/interviews/:interviewId/seats/:seatId/accommodations',
    params: z.strictObject({ interviewId: InterviewId, seatId: SeatId, accommodations: Accommodations }),
    result: z.strictObject({}),
    access: 'interviews.change',
  },
  'recruiterClips.progress': {
    method: 'GET',
    path: '/api/interviews/:interviewId/clips',
    params: interviewRef,
    result: ClipProgress,
    access: 'interviews.read',
  },
  /** Makes the failed lines anew, and any that are missing. */
  'recruiterClips.retry': {
    method: 'POST',
    path: '/api/interviews/:interviewId/clips/retry',
    params: interviewRef,
    result: z.strictObject({}),
    access: 'interviews.change',
  },
} as const satisfies Record<string, RouteRow>;
