import { z } from 'zod';
import { InterviewId, SeatId } from '../ids.ts';
import { LineKey } from '../recruiter/lines.ts';
import { Accommodations } from '../recruiter/settings.ts';
import { route } from './routeRow.ts';

export const ClipProgress = z.strictObject({
  total: z.number().int().nonnegative(),
  ready: z.number().int().nonnegative(),
  failed: z.array(
    z.strictObject({
      lineKey: LineKey,
      text: z.string(),
      reason: z.string(),
      /** What is played instead. Absent if the line is only shown as text. */
      fallback: z.string().optional(),
    }),
  ),
  renderingText: z.string().optional(),
});
export type ClipProgress = z.infer<typeof ClipProgress>;

const interviewRef = z.strictObject({ interviewId: InterviewId });

export const RECRUITER_ROUTES = {
  'accommodations.set': route(
    'PUT /api/interviews/:interviewId/seats/:seatId/accommodations',
    'interviews.change',
    { interviewId: InterviewId, seatId: SeatId, accommodations: Accommodations },
  ),
  'recruiterClips.progress': route(
    'GET /api/interviews/:interviewId/clips',
    'interviews.read',
    interviewRef,
    ClipProgress,
  ),
  /** Counts the recruiter's lines of all public roles. `done` lines are ready or couldn't be rendered. */
  'recruiterClips.published': route(
    'GET /api/recruiter/lines',
    'site.read',
    {},
    z.strictObject({ total: z.number().int().nonnegative(), done: z.number().int().nonnegative() }),
  ),
  'recruiterClips.retry': route(
    'POST /api/interviews/:interviewId/clips/retry',
    'interviews.change',
    interviewRef,
  ),
} as const;
