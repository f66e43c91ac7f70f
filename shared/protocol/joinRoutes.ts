import { z } from 'zod';
import { InterviewId, SeatId } from '../ids.ts';
import { Timestamp } from '../interview/fields.ts';
import { SeatRole } from '../roles.ts';
import type { RouteRow } from './routeRow.ts';

/** 128 random bits, base64url. */
export const LinkToken = z.string().regex(/^[A-Za-z0-9_-]{22}$/);

/** What the holder of a personal link asks; apart from the other routes, so that their page need not download those. */
export const JOIN_ROUTES = {
  'join.exchange': {
    method: 'POST',
    path: '/api/join',
    params: z.strictObject({ link: LinkToken }),
    result: z.strictObject({
      /** Short-lived proof for the socket's handshake; exchange the link again for a new one. */
      joinToken: z.string(),
      expiresAt: Timestamp,
      interviewId: InterviewId,
      seatId: SeatId,
      role: SeatRole,
      displayName: z.string(),
      title: z.string(),
      scheduledAt: Timestamp,
      /** Ended, called off, or past the candidate's deadline: anyone who opens the link now needs no devices. */
      over: z.boolean(),
    }),
    access: 'public',
  },
} as const satisfies Record<string, RouteRow>;
