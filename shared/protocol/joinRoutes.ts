import { z } from 'zod';
import { InterviewId, SeatId } from '../ids.ts';
import { Timestamp } from '../interview/fields.ts';
import { SeatRole } from '../roles.ts';
import type { RouteRow } from './routeRow.ts';

/** 128 random bits, base64url. */
export const LinkToken = z.string().regex(/^[A-Za-z0-9_-]{22}$/);

/** For the holder of a personal link. Separate from `ROUTES` to keep their page small. */
export const JOIN_ROUTES = {
  'join.exchange': {
    method: 'POST',
    path: '/api/join',
    params: z.strictObject({ link: LinkToken }),
    result: z.strictObject({
      /** For the socket's handshake. */
      joinToken: z.string(),
      expiresAt: Timestamp,
      interviewId: InterviewId,
      seatId: SeatId,
      role: SeatRole,
      displayName: z.string(),
      title: z.string(),
      scheduledAt: Timestamp,
      /** True when the interview is over or the candidate's deadline has passed. */
      over: z.boolean(),
    }),
    access: 'public',
  },
} as const satisfies Record<string, RouteRow>;
