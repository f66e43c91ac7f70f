import { z } from 'zod';
import { InterviewId, SeatId } from '../ids.ts';
import { LineKey } from '../recruiter/lines.ts';
import { Accommodations } from '../recruiter/settings.ts';
import type { RouteRow } from './routeRow.ts';

export const ClipProgress = z.strictObject({
  total: z.number().int().nonnegative(),
  ready: z.number().int().nonnegative(),
  failed: z.array(
    z.strictObject({
      lineKey: LineKey,
      text: z.string(),
      reason: z.string(),
      /** What is played instead. Absent when the line is shown as text. */
      fallback: z.string().optional(),
    }),
  ),
  renderingText: z.string().optional(),
});
export type ClipProgress = z.infer<typeof ClipProgress>;

const interviewRef = z.strictObject({ interviewId: InterviewId });

export const RECRUITER_ROUTES = {
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
  'recruiterClips.retry': {
    method: 'POST',
    path: '/api/interviews/:interviewId/clips/retry',
    params: interviewRef,
    result: z.strictObject({}),
    access: 'interviews.change',
  },
} as const satisfies Record<string, RouteRow>;
